import type { Response } from 'express';
import { JsonBytes } from '../json-bytes.js';

const API_HEADERS = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** Answers a program, directly through `node:http`: Express would compute an ETag first. */
export function answerJson(
  res: Response,
  { latin1 }: JsonBytes,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  res
    .writeHead(status, { ...API_HEADERS, 'Content-Length': latin1.length, ...headers })
    .end(latin1, 'latin1');
}

/** Returned by a handler to send a browser to another address. */
export class Redirection {
  constructor(
    readonly status: 302 | 303,
    readonly url: string,
  ) {}
}
