import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { PINO } from '../logging/pino.js';

/** Too many and too alike to be worth a line each; `LOG_LEVEL=debug` shows them. */
const QUIET = /^\/(?:a\/message\/updates|api\/updates|healthz|readyz|assets\/)/;

/** The token of an invite link lets people in. */
const TOKENS = /^(\/(?:(?:api|a)\/)?invite(?:-links)?\/)[^/]+/i;

/** The path without what nobody may read in a log. */
export function loggedPath({ path }: Request): string {
  return path.replace(TOKENS, '$1…');
}

/** One line for each request that has been answered: no query, no body, no cookie. */
@Injectable()
export class RequestLog {
  constructor(@Inject(PINO) private readonly logger: Logger) {}

  watch(req: Request, res: Response): void {
    const level = QUIET.test(req.url) ? 'debug' : 'info';
    if (!this.logger.isLevelEnabled(level)) return;
    const { method } = req;
    const path = loggedPath(req);
    const startedAt = performance.now();
    res.once('finish', () => {
      const ms = Math.round(performance.now() - startedAt);
      this.logger[level]({ event: 'request', method, path, status: res.statusCode, ms });
    });
  }
}
