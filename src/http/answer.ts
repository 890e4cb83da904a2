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

/** Answers a change: a program gets the new state, a form is redirected. */
export function answerChange(
  res: Response,
  next: string | undefined,
  json: object,
  status: 200 | 201 = 200,
): void {
  if (next !== undefined) return res.redirect(302, next);
  answerJson(res, JsonBytes.of(JSON.stringify(json)), { status });
}
