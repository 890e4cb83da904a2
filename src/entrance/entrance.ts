import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { SessionCookie } from '../accounts/session-cookie.js';
import { SessionService } from '../accounts/session.service.js';
import { ChatError } from '../chat-error.js';
import { Config } from '../config/config.js';
import { SAFE_METHODS } from '../http/request-kind.js';
import type { Fields } from '../http/fields.js';
import { Limits } from '../limits/limits.js';
import { SignalFeed } from '../signals/signal-feed.js';
import { WEB_APP_PATHS } from '../pages/web-app.controller.js';
import { ASSETS_PATH } from '../views/assets.js';
import { checkActor } from './actor.js';
import { RequestBody } from './body.js';
import { checkFields } from './fields.js';
import { askToSignIn, mustSignIn } from './guests.js';
import { checkHost } from './host.js';
import { checkOrigin } from './origin.js';
import { countRequest } from './rate.js';
import { RequestLog } from './request-log.js';
import { useSession } from './session.js';
import { checkToken } from './token.js';
import { isPoll } from './poll-path.js';

/** Supervisors use the address, not the public name. */
const HEALTH = new Set(['/healthz', '/readyz']);
/** Accepts nested JSON, and validates all of it. */
const NESTED = new Set(['/api/updates']);
/** A POST because its text may be long. It changes nothing. */
const PREVIEW = /^\/api\/preview\/?$/i;

/**
 * The front door: what every request passes before its controller, one file a step. It is one middleware,
 * because every poll would pay for each step in Express's router. Errors, here or later, are answered by
 * `problem.filter.ts`.
 *
 * 1. `host.ts`: is it meant for this server? Static files, and what is the same for everybody, are served after this.
 * 2. `origin.ts`: does another site ask for a change?
 * 3. `body.ts`: parses the body into fields.
 * 4. `session.ts`: who asks? From here on there is `req.session`, and a `Principal` for controllers. Before that this node
 *    hears what has changed on others.
 * 5. `actor.ts`: does the page act for them?
 * 6. `rate.ts`: do they read too much?
 * 7. `guests.ts`: may guests enter?
 * 8. `token.ts`: does a change come from a page of this session?
 * 9. `fields.ts`: is each field a single value?
 * 10. `rate.ts`: do they change too much?
 */
@Injectable()
export class Entrance {
  readonly #body: RequestBody;
  readonly #publicUrl: URL | undefined;

  constructor(
    private readonly config: Config,
    private readonly cookie: SessionCookie,
    private readonly sessions: SessionService,
    private readonly feed: SignalFeed,
    private readonly log: RequestLog,
    private readonly limits: Limits,
  ) {
    this.#body = new RequestBody(config.maxRequestBytes);
    this.#publicUrl = config.publicUrl === undefined ? undefined : new URL(config.publicUrl);
  }

  readonly handle = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    // A refused form that is shown again is still the same request.
    if (!req.refused) this.log.watch(req, res);
    try {
      const { path } = req;
      const isHealth = HEALTH.has(path);
      checkHost(req, isHealth ? undefined : this.#publicUrl);
      const changes = !SAFE_METHODS.has(req.method);
      if (changes && (isHealth || req.method !== 'POST')) throw new ChatError('METHOD_NOT_ALLOWED');
      if (path.startsWith(`${ASSETS_PATH}/`) || WEB_APP_PATHS.has(path)) return next();
      if (changes) {
        checkOrigin(req, this.#publicUrl?.origin);
        await this.#body.parse(req, res);
      }
      // Health does not depend on who asks, and must be told while nobody can be looked up.
      const hearing = isHealth ? undefined : this.feed.current();
      if (hearing) await hearing;
      const found = isHealth ? undefined : this.sessions.read(req.headers.cookie);
      useSession(req, found instanceof Promise ? await found : found, this.cookie);
      checkActor(req);
      if (!changes && !isPoll(req) && !isHealth) await countRequest(this.limits.reads, req);
      if (!this.config.guestsEnter && mustSignIn(req)) return askToSignIn(req, res);
      if (!changes) return next();
      const checking = checkToken(req, res);
      if (checking) await checking;
      if (!NESTED.has(path)) checkFields(req.body as Fields);
      if (!isPoll(req)) await countRequest(PREVIEW.test(path) ? this.limits.reads : this.limits.posts, req);
      next();
    } catch (error) {
      next(error);
    }
  };
}
