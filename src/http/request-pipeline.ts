import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { SessionCookie } from '../accounts/session-cookie.js';
import type { Session } from '../accounts/session.js';
import { SessionService } from '../accounts/session.service.js';
import { ChatError } from '../chat-error.js';
import { Config } from '../config/config.js';
import { Limits } from '../limits/limits.js';
import type { PersonLimit } from '../limits/person-limit.js';
import { ASSETS_PATH } from '../views/assets.js';
import { checkActor } from './actor.js';
import { clientAddress } from './client-address.js';
import { checkToken } from './csrf.js';
import { checkHost } from './host-check.js';
import type { Fields } from './http-types.js';
import { checkOrigin } from './origin-check.js';
import { RequestBody, checkFields } from './request-body.js';
import { RequestLog } from './request-log.js';
import { isLocalPath } from './validation.js';
import { READING, isPageVisit, isPoll, keepsOut } from './ways-in.js';

/** Supervisors ask by address, not by the public name. */
const HEALTH = new Set(['/healthz', '/readyz']);
/** What takes JSON of more than one level, and checks all of it. */
const NESTED = new Set(['/api/updates']);

/**
 * What every request passes before its controller, as one middleware: each step of Express's router is paid by every poll.
 * host → origin → body → session → does the page act for them? → too many reads? → may guests enter? → token → fields →
 * too many changes?
 */
@Injectable()
export class RequestPipeline {
  readonly #body: RequestBody;
  readonly #publicUrl: URL | undefined;

  constructor(
    private readonly config: Config,
    private readonly cookie: SessionCookie,
    private readonly sessions: SessionService,
    private readonly log: RequestLog,
    private readonly limits: Limits,
  ) {
    this.#body = new RequestBody(config.maxRequestBytes);
    this.#publicUrl = config.publicUrl === undefined ? undefined : new URL(config.publicUrl);
  }

  readonly handle = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    // A form that is shown again is one request.
    if (!req.refused) this.log.watch(req, res);
    try {
      const { path } = req;
      checkHost(req, HEALTH.has(path) ? undefined : this.#publicUrl);
      const changes = !READING.has(req.method);
      if (changes && req.method !== 'POST') throw new ChatError('METHOD_NOT_ALLOWED');
      if (path.startsWith(`${ASSETS_PATH}/`)) return next();
      if (changes) {
        checkOrigin(req, this.#publicUrl?.origin);
        await this.#body.parse(req, res);
      }
      const found = this.sessions.read(req.headers.cookie);
      this.#useSession(req, found instanceof Promise ? await found : found);
      checkActor(req);
      if (!changes && !isPoll(req) && !HEALTH.has(path)) await this.#count(this.limits.reads, req);
      if (!this.config.guestsEnter && keepsOut(req)) return this.#askToSignIn(req, res);
      if (!changes) return next();
      const checking = checkToken(req, res);
      if (checking) await checking;
      if (!NESTED.has(path)) checkFields(req.body as Fields);
      if (!isPoll(req)) await this.#count(this.limits.posts, req);
      next();
    } catch (error) {
      next(error);
    }
  };

  /**
   * A visitor without a session gets one; so does whoever looks at a page with one that has ended. Throws SESSION_ENDED for
   * everything else with such a one.
   */
  #useSession(req: Request, found: Session | 'ended' | undefined): void {
    req.session = found === undefined || found === 'ended' ? this.cookie.make() : found;
    if (found === 'ended' && !isPageVisit(req)) throw new ChatError('SESSION_ENDED');
  }

  /** A visitor without a session is one of many at their address: each request of theirs would be a person of its own. */
  #count(limit: PersonLimit, req: Request): Promise<void> {
    const { session } = req;
    return limit.take(session.isNew ? undefined : (session.user?.id ?? session.idHash), clientAddress(req));
  }

  #askToSignIn(req: Request, res: Response): void {
    if (!isPageVisit(req)) throw new ChatError('SIGN_IN_REQUIRED');
    const { originalUrl } = req;
    const next =
      isLocalPath(originalUrl) && originalUrl !== '/' ? `?next=${encodeURIComponent(originalUrl)}` : '';
    res.setHeader('Cache-Control', 'no-store');
    res.redirect(302, `/sign-in${next}`);
  }
}
