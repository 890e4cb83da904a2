import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { routeOf } from '../http/routes.js';
import { PINO } from '../logging/pino.js';
import { ASSETS_PATH } from '../views/assets.js';

/** Too frequent and too similar for a line each; `LOG_LEVEL=debug` shows them. */
const QUIET = /^\/(?:a\/message\/updates|api\/updates|healthz|readyz|assets\/)/;

/**
 * The declared route, with nothing that the client sent: an address, even a mistyped one, may contain the
 * token of an invite link or the key of a room.
 */
export function loggedPath(req: Request): string {
  if (req.path.startsWith(`${ASSETS_PATH}/`)) return `${ASSETS_PATH}/…`;
  return routeOf(req) ?? '(unknown)';
}

/** Logs a line for each answered request, without query, body or cookie. */
@Injectable()
export class RequestLog {
  constructor(@Inject(PINO) private readonly logger: Logger) {}

  watch(req: Request, res: Response): void {
    const level = QUIET.test(req.url) ? 'debug' : 'info';
    if (!this.logger.isLevelEnabled(level)) return;
    const { method } = req;
    // Read now, because Express shortens the path inside a mounted handler.
    const path = loggedPath(req);
    const startedAt = performance.now();
    res.once('finish', () => {
      const ms = Math.round(performance.now() - startedAt);
      this.logger[level]({ event: 'request', method, path, status: res.statusCode, ms });
    });
  }
}
