import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { isPageForm } from '../http/action.js';
import { answerJson } from '../http/answer.js';
import { JsonBytes } from '../json-bytes.js';
import { RoomLogService } from '../log/room-log.service.js';
import type { DoneJson } from './dto/account.json.js';
import type { MeJson } from './dto/me.json.js';
import { setSessionCookies } from './set-session-cookies.js';
import { SessionCookie } from './session-cookie.js';
import type { Session } from './session.js';

const DONE = JsonBytes.of(JSON.stringify({ done: true } satisfies DoneJson));

/** Answers requests that ask for, begin or end a session. */
@Injectable()
export class SessionAnswer {
  constructor(
    private readonly cookie: SessionCookie,
    private readonly log: RoomLogService,
  ) {}

  /** Answers MeJson with a fresh token, and sets the session cookie if the visitor does not have it yet. */
  me(req: Request, res: Response, status = 200): void {
    const csrfToken = setSessionCookies(req, res, this.cookie);
    const { id = null, name = null, isGuest: guest = true } = req.session.user ?? {};
    const me: MeJson = { id, name, guest, csrfToken, epoch: this.log.epoch };
    answerJson(res, JsonBytes.of(JSON.stringify(me)), { status });
  }

  /** Replaces the visitor's session by a new one. Answers MeJson, or redirects a form to `page`. */
  begun(
    req: Request,
    res: Response,
    session: Session,
    { page, status }: { page: string | undefined; status?: number },
  ): void {
    req.session = session;
    if (page === undefined) return this.me(req, res, status);
    setSessionCookies(req, res, this.cookie);
    res.redirect(303, page);
  }

  /** Removes the cookie of an ended session, so that the next visit starts a new one. Answers like `done`. */
  ended(req: Request, res: Response): void {
    for (const header of this.cookie.clearHeaders(req.headers.cookie)) res.append('Set-Cookie', header);
    this.done(req, res, '/');
  }

  /** Answers DoneJson, or redirects a form to `page`. */
  done(req: Request, res: Response, page: string): void {
    if (isPageForm(req)) return res.redirect(303, page);
    answerJson(res, DONE);
  }
}
