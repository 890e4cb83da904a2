import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

const LINE = 'Linger: if a web page opens, you can chat.\n';
const TIMES = 1000;

const PLAIN = Buffer.from(LINE.repeat(TIMES));
const GZIPPED = gzipSync(PLAIN);

/** What a page should receive: a line, how often, and the length of the compressed text. */
export const TEST_TEXT = { line: LINE, times: TIMES, gzippedBytes: GZIPPED.length };

/** Sends the text, compressed if the client, or something on the way, asked for that. */
export function sendTestText(req: Request, res: Response): void {
  const isGzipped = Boolean(req.acceptsEncodings('gzip'));
  const bytes = isGzipped ? GZIPPED : PLAIN;
  res
    .writeHead(200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': bytes.length,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
      ...(isGzipped ? { 'Content-Encoding': 'gzip' } : {}),
    })
    .end(bytes);
}
