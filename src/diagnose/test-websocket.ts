import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { ChatError } from '../chat-error.js';

/** RFC 6455, 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** 16 bytes in base64. */
const KEY = /^[A-Za-z0-9+/]{22}==$/;
/** A close frame with the status 1000 (RFC 6455, 5.5.1 and 7.4.1). */
const CLOSE = Buffer.from([0x88, 2, 1000 >> 8, 1000 & 255]);

/**
 * Answers the opening handshake of a WebSocket (RFC 6455, 4.2) and closes it at once: enough to learn whether it gets through.
 * The request is an ordinary one. A listener for Node's `upgrade` event would take every request with an `Upgrade` header away
 * from Express, those for HTTP/2 too. Throws BAD_REQUEST for anything else than a handshake.
 */
export function openAndCloseWebSocket({ method, headers, socket }: Request, res: Response): void {
  const key = headers['sec-websocket-key'] ?? '';
  const isHandshake =
    method === 'GET' &&
    hasToken(headers.upgrade, 'websocket') &&
    hasToken(headers.connection, 'upgrade') &&
    headers['sec-websocket-version'] === '13' &&
    KEY.test(key);
  if (!isHandshake) throw new ChatError('BAD_REQUEST');
  res
    .writeHead(101, {
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Accept': createHash('sha1')
        .update(key + GUID)
        .digest('base64'),
    })
    .end(() => socket.end(CLOSE));
}

function hasToken(list: string | undefined, token: string): boolean {
  return (list ?? '').split(',').some((one) => one.trim().toLowerCase() === token);
}
