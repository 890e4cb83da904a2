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

/** Answers a program with an object as JSON. */
export function answerObject(res: Response, json: object, status: 200 | 201 = 200): void {
  answerJson(res, JsonBytes.of(JSON.stringify(json)), { status });
}

/** Answers an action: a form that named a page in `next` is redirected, others get the new state as JSON. */
export function answerOrRedirect(
  res: Response,
  next: string | undefined,
  json: object,
  status: 200 | 201 = 200,
): void {
  if (next !== undefined) return res.redirect(302, next);
  answerObject(res, json, status);
}
