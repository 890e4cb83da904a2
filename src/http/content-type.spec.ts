import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './content-type.js';

describe('a content type', () => {
  it.each([
    'application/json',
    'Application/JSON',
    ' application/json ',
    'application/json;charset=UTF-8',
    'application/json; charset=utf-8',
    'application/json ;\tCHARSET="Utf-8"',
    'application/json; charset="u\\tf-8"',
    'application/json; charset=utf8',
    'application/json; charset=US-ASCII',
    'application/json;',
    'application/json;;charset=utf-8;',
    'application/json; version="a;charset=ibm037"',
    'application/json; xcharset=ibm037',
    'application/json; charset=utf-8; charset=UTF-8',
  ])('%j is read', (text) => {
    expect(mediaTypeOf(text)).toBe('application/json');
  });

  it.each([
    undefined,
    'application/json; charset=ibm037',
    'application/json;charset="IBM037"',
    'application/json; CharSet=ibm037',
    'application/json; charset="ibm\\037"',
    'application/json; charset=utf-16',
    'application/json; charset=utf-7',
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-8; charset=ibm037',
    'application/json; charset=ibm037; charset=utf-8',
    'application/json; version=1; charset=ibm037',
    'application/json; charset=',
    'application/json; charset=""',
    'application/json; charset',
    'application/json; charset = ibm037',
    'application/json; charset="utf-8',
    "application/json; charset*=us-ascii'en'ibm037",
    'application/json; charset*0=ibm; charset*1=037',
    'application/json, text/plain; charset=utf-8',
    '; charset=utf-8',
  ])('%j is not read', (text) => {
    expect(mediaTypeOf(text)).toBeUndefined();
  });

  it('is read in a time that grows with its length', () => {
    expect(mediaTypeOf(`application/json;${' ;'.repeat(8000)}(`)).toBeUndefined();
    expect(mediaTypeOf(`application/json; a="${'\\'.repeat(16_000)}`)).toBeUndefined();
  });
});
