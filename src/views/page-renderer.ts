import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SessionCookie } from '../accounts/session-cookie.js';
import { setSessionCookies } from '../accounts/set-session-cookies.js';
import type { User } from '../accounts/user.js';
import { Config } from '../config/config.js';
import { isLocalPath } from '../http/validation.js';
import { setPageHeaders } from '../http/security-headers.js';
import { LANGUAGES } from '../i18n/language.js';
import { preferencesOf } from '../preferences/preferences.js';
import { Assets } from './assets.js';
import { ScriptTexts, TEXTS_IN_PAGE } from './script-texts.js';

/** A placeholder for the log, replaced when the page is sent. Random per start, so nobody can inject it. */
const LOG_MARK = randomUUID();
const NOTHING = Buffer.alloc(0);

export interface RenderOptions {
  status?: number | undefined;
  /** HTML in UTF-8, sent as it is. */
  log?: Buffer;
}

/** Renders pages, with their common data, headers and cookies. */
@Injectable()
export class PageRenderer {
  constructor(
    private readonly cookie: SessionCookie,
    private readonly assets: Assets,
    private readonly config: Config,
    private readonly texts: ScriptTexts,
  ) {}

  /**
   * Answers with a page. A visitor without a session gets a cookie, but nothing is stored before they write.
   * Every visit gets a fresh token, in the page and in the readable cookie.
   */
  render(
    req: Request,
    res: Response,
    view: string,
    content: object = {},
    { status = req.refused?.error.status ?? 200, log }: RenderOptions = {},
  ): void {
    setPageHeaders(req, res);
    const preferences = preferencesOf(req);
    const lang = preferences.language;
    const token = setSessionCookies(req, res, this.cookie);
    const here = req.method === 'GET' ? req.originalUrl : '/';
    const user = userOf(req);
    res.status(status).vary('Cookie').vary('Accept-Language');
    const context = {
      lang,
      preferences,
      assets: this.assets.paths,
      csrfToken: token,
      actingAs: (req.session as Request['session'] | undefined)?.actor,
      here,
      refused: req.refused,
      me: user,
      signedIn: user?.isGuest === false,
      canSignUp: this.config.anyoneSignsUp,
      languages: Object.entries(LANGUAGES).map(([code, name]) => ({ code, name, current: code === lang })),
      ...content,
      ...queriesOf({ here, ...content }),
      roomLog: LOG_MARK,
      ready: LOG_MARK,
    };
    res.render(`pages/${view}`, context, (error, html) => {
      if (error) return req.next?.(error);
      const { refused } = req;
      // The form is no longer on this page, so the refusal gets a page of its own.
      if (refused && !refused.isShown && view !== 'error') return req.next?.(refused.error);
      res.setHeader('Content-Type', 'text/html; charset=utf-8');
      send(res, html, new Map([[LOG_MARK, log], [TEXTS_IN_PAGE, this.texts.in(lang)]]));
    });
  }
}

/** `shared`: bytes by what stands for them. They are the same for many readers, and never copied. */
function send(res: Response, html: string, shared: ReadonlyMap<string, Buffer | undefined>): void {
  let parts: (string | Buffer)[] = [html];
  for (const [mark, bytes = NOTHING] of shared)
    parts = parts.flatMap((part) => (typeof part === 'string' ? withBytes(part, mark, bytes) : part));
  const pieces = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
  res.setHeader('Content-Length', pieces.reduce((sum, { length }) => sum + length, 0));
  res.cork();
  for (const piece of pieces) res.write(piece);
  res.end();
}

function withBytes(text: string, mark: string, bytes: Buffer): (string | Buffer)[] {
  return text.split(mark).flatMap((part, i) => (i === 0 ? [part] : [bytes, part]));
}

function userOf(req: Request): User | null {
  // A request may fail before it has a session.
  return (req.session as Request['session'] | undefined)?.user ?? null;
}

/** Where to come back to after signing in: this page, or where this page would lead. */
function queriesOf({ here, next }: { here: string; next?: string }): { hereQuery: string; nextQuery: string } {
  return { hereQuery: queryOf(here), nextQuery: queryOf(next) };
}

function queryOf(path: string | undefined): string {
  return path === undefined || path === '/' || !isLocalPath(path) ? '' : `?next=${encodeURIComponent(path)}`;
}
