/** A whole HTTP/1.1 answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');

/**
 * The answer that `bytes` hold, or `undefined` as long as some of it is missing.
 *
 * @throws Error if more than one answer has come, or its length cannot be told.
 */
export function readAnswer(bytes: Buffer): HttpAnswer | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const rest = bytes.subarray(headEnd + HEAD_END.length);
  const body = readBody(bytes.toString('latin1', 0, headEnd + LINE_END.length), rest);
  // "HTTP/1.1 200 …": the status stands at a fixed place.
  return body && { status: Number(bytes.toString('latin1', 9, 12)), body };
}

function readBody(head: string, rest: Buffer): Buffer | undefined {
  const length = /\r\ncontent-length: *(\d+)\r\n/i.exec(head)?.[1];
  if (length !== undefined) return whole(rest, Number(length));
  if (/\r\ntransfer-encoding: *chunked\r\n/i.test(head)) return joinChunks(rest);
  throw new Error('an answer without Content-Length');
}

function whole(rest: Buffer, length: number): Buffer | undefined {
  if (rest.length > length) throw new Error('an answer longer than its Content-Length');
  return rest.length === length ? rest : undefined;
}

/** Without trailers, which no server here sends. */
function joinChunks(rest: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = rest.indexOf(LINE_END, at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(rest.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) throw new Error('a chunk without a size');
    const start = lineEnd + LINE_END.length;
    at = start + size + LINE_END.length;
    if (at > rest.length) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(rest.subarray(start, start + size));
  }
}
