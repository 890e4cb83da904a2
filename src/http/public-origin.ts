import type { Request } from 'express';

/** Where people reach the chat: as the setting says, else as whoever asks has found it. */
export function publicOrigin(req: Request, publicUrl: string | undefined): string {
  return publicUrl === undefined ? `${req.protocol}://${req.headers.host}` : new URL(publicUrl).origin;
}
