import type { Request } from 'express';

/** The IP address of whoever asks: as a trusted proxy tells it, else that of the connection. */
export function clientAddress(req: Request): string {
  const address = req.app.enabled('trust proxy') ? req.ip : req.socket.remoteAddress;
  return address ?? '';
}
