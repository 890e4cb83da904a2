import { describe, expect, it } from 'vitest';
import { readAnswer } from './http-answer.js';

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n';
const COUNTED = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}';

describe('readAnswer', () => {
  it.each([
    [CHUNKED, 200, '{"a":1}'],
    [COUNTED, 403, '{}'],
  ])('reads an answer wherever it was cut', (text, status, body) => {
    const bytes = Buffer.from(text);
    for (let cut = 0; cut < bytes.length; cut++) expect(readAnswer(bytes.subarray(0, cut))).toBeUndefined();
    expect(readAnswer(bytes)).toEqual({ status, body: Buffer.from(body) });
  });

  it('refuses what it cannot measure, and two answers at once', () => {
    expect(() => readAnswer(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))).toThrow('without Content-Length');
    expect(() => readAnswer(Buffer.from(COUNTED + COUNTED))).toThrow('longer');
  });
});
