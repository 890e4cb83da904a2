import type { Response } from 'express';
import { JsonBytes } from '../json-bytes.js';

const API_HEADERS = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** Answers a program. Straight to `node:http`: Express would look for an ETag first. */
export function answerJson(
  res: Response,
  { latin1 }: JsonBytes,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  res
    .writeHead(status, { ...API_HEADERS, 'Content-Length': latin1.length, ...headers })
    .end(latin1, 'latin1');
}

/** Answers what was changed: a program with what it is now, a form by leading it on. */
export function answerChange(
  res: Response,
  next: string | undefined,
  json: object,
  status: 200 | 201 = 200,
): void {
  if (next !== undefined) return res.redirect(302, next);
  answerJson(res, JsonBytes.of(JSON.stringify(json)), { status });
}
