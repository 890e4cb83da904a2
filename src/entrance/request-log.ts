import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { routeOf } from '../http/routes.js';
import { PINO } from '../logging/pino.js';
import { ASSETS_PATH } from '../views/assets.js';

/** Too many and too alike to be worth a line each; `LOG_LEVEL=debug` shows them. */
const QUIET = /^\/(?:a\/message\/updates|api\/updates|healthz|readyz|assets\/)/;

/**
 * What was asked for: the route as it is declared, and nothing of what the client sent. An address may hold the token of an invite
 * link or the key of a room, one that is mistyped as well.
 */
export function loggedPath(req: Request): string {
  if (req.path.startsWith(`${ASSETS_PATH}/`)) return `${ASSETS_PATH}/…`;
  return routeOf(req) ?? '(unknown)';
}

/** One line for each request that has been answered: no query, no body, no cookie. */
@Injectable()
export class RequestLog {
  constructor(@Inject(PINO) private readonly logger: Logger) {}

  watch(req: Request, res: Response): void {
    const level = QUIET.test(req.url) ? 'debug' : 'info';
    if (!this.logger.isLevelEnabled(level)) return;
    const { method } = req;
    // Now: Express shortens the address of a request to what is mounted.
    const path = loggedPath(req);
    const startedAt = performance.now();
    res.once('finish', () => {
      const ms = Math.round(performance.now() - startedAt);
      this.logger[level]({ event: 'request', method, path, status: res.statusCode, ms });
    });
  }
}
