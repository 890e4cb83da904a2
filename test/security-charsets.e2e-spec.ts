import { describe, expect, it } from 'vitest';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();

const KINDS = [
  ['application/json', '{"body":"hello"}'],
  ['application/x-www-form-urlencoded', 'body=hello'],
] as const;

describe.each(KINDS)('the encoding of a body of %s', (type, body) => {
  const send = async (parameters: string): Promise<number> => {
    const who = await RestClient.at(server.url);
    const headers = { 'content-type': type + parameters, 'x-xsrftoken': who.token };
    return (await who.postRaw('/api/rooms/a/messages', body, headers)).status;
  };

  it.each([
    '',
    ';charset=utf-8',
    '; charset=UTF-8',
    ';charset="utf-8"',
    '; CHARSET=us-ascii',
    '; v=1; charset=utf-8',
  ])('%j is taken', async (parameters) => {
    expect(await send(parameters)).toBe(201);
  });

  it.each([
    ';charset=ibm037',
    '; charset="IBM037"',
    '; Charset = ibm037',
    ';charset=utf-16',
    ';charset=utf-7',
    ';charset=iso-8859-1',
    ';charset=utf-8;charset=ibm037',
    ';charset=ibm037;charset=utf-8',
    '; v=1; charset=ibm037',
    ';charset=',
    ";charset*=utf-8''ibm037",
  ])('%j is 415', async (parameters) => {
    const before = await storedIn(server);
    expect(await send(parameters)).toBe(415);
    expect(await storedIn(server)).toEqual(before);
  });
});
