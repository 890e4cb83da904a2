import type { Request } from 'express';

/** The address at which people reach the chat: the setting, else the one of this request. */
export function publicOrigin(req: Request, publicUrl: string | undefined): string {
  return publicUrl === undefined ? `${req.protocol}://${req.headers.host}` : new URL(publicUrl).origin;
}
