import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SessionCookie } from '../accounts/session-cookie.js';
import { ChatError } from '../chat-error.js';
import { languageOf } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { JsonBytes } from '../json-bytes.js';
import { LOBBY, roomKey, roomPath } from '../rooms/room.js';
import { PageRenderer } from '../views/page-renderer.js';
import { answerJson } from './answer.js';
import { toChatError } from './chat-error-of.js';
import type { Fields } from './http-types.js';
import { loggedPath } from './request-log.js';
import { allowedMethods } from './routes.js';
import { isPoll } from './ways-in.js';

/** For programs, whatever they accept: a script that takes anything gets what it can read, and no cookie is set on a poll. */
const FOR_PROGRAMS = /^\/(?:a\/message\/updates|api\/(?!docs$))/i;

/** Turns whatever was thrown into an answer: a page for browsers, problem details (RFC 9457) for programs. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger(ProblemFilter.name);

  constructor(
    private readonly translator: Translator,
    private readonly pages: PageRenderer,
    private readonly cookie: SessionCookie,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const req = host.switchToHttp().getRequest<Request>();
    const res = host.switchToHttp().getResponse<Response>();
    const error = toChatError(thrown, req);
    if (error.status >= 500) this.#log(error, req);
    if (res.headersSent || res.destroyed) {
      res.destroy();
      return;
    }
    if (error.retryAfterSeconds !== undefined) res.setHeader('Retry-After', error.retryAfterSeconds);
    if (error.code === 'METHOD_NOT_ALLOWED') res.setHeader('Allow', allowedMethods(req).join(', '));
    if (error.code === 'SHUTTING_DOWN') res.setHeader('Connection', 'close');
    // Where a script takes anything, it gets what a script can read.
    if (!FOR_PROGRAMS.test(req.path) && req.accepts(['json', 'html']) === 'html') this.#page(error, req, res);
    else this.#problem(error, req, res);
  }

  #problem(error: ChatError, req: Request, res: Response): void {
    const { status, code } = error;
    // The next request begins anew.
    if (code === 'SESSION_ENDED' && !isPoll(req)) res.append('Set-Cookie', this.cookie.dropHeader());
    const detail = this.translator.t(languageOf(req), `error.${code}.detail`, error.params);
    const title = STATUS_CODES[status];
    const headers = { 'Content-Type': 'application/problem+json; charset=utf-8' };
    answerJson(res, JsonBytes.of(JSON.stringify({ type: 'about:blank', title, status, code, detail })), {
      status,
      headers,
    });
  }

  #page(error: ChatError, req: Request, res: Response): void {
    const language = languageOf(req);
    const heading = this.translator.t(language, `error.${error.code}.heading`, error.params);
    const detail = this.translator.t(language, `error.${error.code}.detail`, error.params);
    const draft = draftOf(req);
    // Back to the room that the message was for.
    const back = draft && { here: roomPath(roomKey(draft.room ?? LOBBY) ?? LOBBY) };
    const signIn = error.code === 'SESSION_ENDED' || error.code === 'SIGN_IN_REQUIRED';
    const content = { title: heading, status: error.status, heading, detail, draft, signIn, ...back };
    this.pages.render(req, res, 'error', content, { status: error.status });
  }

  #log(error: ChatError, req: Request): void {
    const { code, cause } = error;
    const { method } = req;
    const path = loggedPath(req);
    const expected = code === 'SHUTTING_DOWN';
    this.#logger[expected ? 'debug' : 'error']({ event: 'request failed', code, method, path, err: cause });
  }
}

/**
 * What somebody had written when their message was refused, so that they need not write it again. Another site's form comes
 * no further than the origin check, before its body is read.
 */
function draftOf(req: Request): { body: string; room: string | undefined } | undefined {
  const { body, room } = (req.body ?? {}) as Fields;
  if (req.path !== '/a/message/new' || typeof body !== 'string') return undefined;
  return { body, room: typeof room === 'string' ? room : undefined };
}
