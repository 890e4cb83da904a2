import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { SessionCookie } from '../accounts/session-cookie.js';
import { SessionService } from '../accounts/session.service.js';
import { ChatError } from '../chat-error.js';
import { Config } from '../config/config.js';
import { csrfCheck } from './csrf.js';
import { checkHost } from './host-check.js';
import type { Fields } from './http-types.js';
import { checkOrigin } from './origin-check.js';
import { RequestBody, checkFields } from './request-body.js';
import { RequestLog } from './request-log.js';

const READING = new Set(['GET', 'HEAD']);

/**
 * What every request passes before its controller, as one middleware: each step of Express's router is paid by every poll.
 * host → origin → body → session → token → fields.
 */
@Injectable()
export class RequestPipeline {
  readonly #csrf: RequestHandler = csrfCheck();
  readonly #body: RequestBody;
  readonly #publicOrigin: string | undefined;
  readonly #publicHost: string | undefined;

  constructor(
    config: Config,
    private readonly cookie: SessionCookie,
    private readonly sessions: SessionService,
    private readonly log: RequestLog,
  ) {
    this.#body = new RequestBody(config.maxRequestBytes);
    const url = config.publicUrl === undefined ? undefined : new URL(config.publicUrl);
    this.#publicOrigin = url?.origin;
    this.#publicHost = url?.host;
  }

  readonly handle = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    this.log.watch(req, res);
    try {
      checkHost(req, this.#publicHost);
      const reads = READING.has(req.method);
      if (!reads) await this.#acceptChange(req, res);
      req.session = (await this.sessions.read(req.headers.cookie)) ?? this.cookie.make();
      void this.#csrf(req, res, (error?: unknown) => {
        if (!error && !reads) checkFields(req.body as Fields);
        next(error);
      });
    } catch (error) {
      next(error);
    }
  };

  async #acceptChange(req: Request, res: Response): Promise<void> {
    if (req.method !== 'POST') throw new ChatError('METHOD_NOT_ALLOWED');
    checkOrigin(req, this.#publicOrigin);
    await this.#body.parse(req, res);
  }
}
