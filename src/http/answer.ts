import type { Response } from 'express';

const API_HEADERS = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** Answers a program with JSON that is text already. Straight to `node:http`: Express would look for an ETag first. */
export function answerJson(
  res: Response,
  json: string | Buffer,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  res.writeHead(status, { ...API_HEADERS, 'Content-Length': Buffer.byteLength(json), ...headers }).end(json);
}
