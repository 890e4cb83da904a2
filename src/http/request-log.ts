import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { PINO } from '../logging/pino.js';

/** Too many and too alike to be worth a line each; `LOG_LEVEL=debug` shows them. */
const QUIET = /^\/(?:a\/message\/updates|api\/updates|healthz|readyz|assets\/)/;

/** One line for each request that has been answered: no query, no body, no cookie. */
@Injectable()
export class RequestLog {
  constructor(@Inject(PINO) private readonly logger: Logger) {}

  watch(req: Request, res: Response): void {
    const level = QUIET.test(req.url) ? 'debug' : 'info';
    if (!this.logger.isLevelEnabled(level)) return;
    const { method, path } = req;
    const startedAt = performance.now();
    res.once('finish', () => {
      const ms = Math.round(performance.now() - startedAt);
      this.logger[level]({ event: 'request', method, path, status: res.statusCode, ms });
    });
  }
}
