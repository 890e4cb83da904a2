import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { UserJson } from '../accounts/dto/me.json.js';
import { SessionCookie } from '../accounts/session-cookie.js';
import { ChatError } from '../chat-error.js';
import { answerJson } from '../http/answer.js';
import type { Fields } from '../http/fields.js';
import { allowedMethods } from '../http/routes.js';
import { Translator } from '../i18n/translator.js';
import { JsonBytes } from '../json-bytes.js';
import { reasonOf } from '../logging/outage.js';
import { languageOf } from '../preferences/preferences.js';
import { PageRenderer } from '../views/page-renderer.js';
import { statesActor } from './actor.js';
import { toChatError } from './chat-error-of.js';
import { draftOf, errorPage, isDeadInvite } from './error-page.js';
import { refusedField } from './refused-field.js';
import {
  type FormPlace,
  backLinkOf,
  isStaleSignIn,
  findFormPage,
  pageOfForm,
  showFormAgain,
  typedFields,
} from './refused-form.js';
import { loggedPath } from './request-log.js';
import { isPoll } from './poll-path.js';

/** Paths for programs, which get problem JSON whatever they accept. No cookie is set on a poll. */
const JSON_ONLY = /^\/(?:a\/message\/updates|api\/(?!docs$))/i;

const UNAVAILABLE = 503;

/** Turns any error into an answer: a page for browsers, problem details (RFC 9457) for programs. */
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
    // A client that accepts anything is a script, so it gets JSON.
    if (!JSON_ONLY.test(req.path) && req.accepts(['json', 'html']) === 'html') this.#page(error, req, res);
    else this.#problem(error, req, res);
  }

  #problem(error: ChatError, req: Request, res: Response): void {
    const { status, code } = error;
    // Drops the cookie, so that the next request starts a new session. Not for scripts that handle this
    // themselves: their answer may arrive after the cookie of the next session.
    if (code === 'SESSION_ENDED' && !isPoll(req) && !statesActor(req))
      for (const header of this.cookie.clearHeaders(req.headers.cookie)) res.append('Set-Cookie', header);
    const { detail } = this.#texts(error, req);
    const me = code === 'IDENTITY_CHANGED' ? { me: personOf(req) } : {};
    const title = STATUS_CODES[status];
    const headers = { 'Content-Type': 'application/problem+json; charset=utf-8' };
    const problem = { type: 'about:blank', title, status, code, detail, ...me };
    answerJson(res, JsonBytes.of(JSON.stringify(problem)), { status, headers });
  }

  #page(error: ChatError, req: Request, res: Response): void {
    const formPage =
      error.code === 'METHOD_NOT_ALLOWED' && req.method === 'GET' ? pageOfForm(req) : undefined;
    if (formPage !== undefined) return res.redirect(303, formPage);
    const draft = draftOf(req, error);
    const place = draft ? undefined : findFormPage(req, error);
    if (place) return this.#form(error, req, res, place);
    const { heading, detail } = this.#texts(error, req, draft !== undefined);
    const content = {
      title: heading,
      heading,
      detail,
      status: error.status,
      ...errorPage(req, error, draft),
    };
    this.pages.render(req, res, 'error', content, { status: error.status });
  }

  #form(error: ChatError, req: Request, res: Response, { page, action }: FormPlace): void {
    const form = (req.body ?? {}) as Fields;
    const field = refusedField(error, form);
    const { heading, detail: text } = this.#texts(error, req, true, field);
    const fields = typedFields(form);
    const back = backLinkOf(req);
    showFormAgain(req, res, page, { action, field, fields, error, heading, text, back, isShown: false });
  }

  /** `isForm`: the page shows the refused form's text again; `field`: the error stands beside this field of it. */
  #texts(
    error: ChatError,
    req: Request,
    isForm = false,
    field?: string,
  ): { heading: string; detail: string } {
    const language = languageOf(req);
    const name = personOf(req)?.name;
    const params = { ...error.params, ...(name === undefined ? {} : { name }) };
    const isAnyField = field !== undefined && error.code === 'FIELD_INVALID';
    const key = isAnyField ? 'form.field' : textKey(req, error, isForm);
    return {
      heading: this.translator.t(language, `${key}.heading`, params),
      detail: this.translator.t(language, `${key}.detail`, params),
    };
  }

  #log(error: ChatError, req: Request): void {
    const { code, cause, status } = error;
    const line = { event: 'request failed', code, method: req.method, path: loggedPath(req) };
    if (status !== UNAVAILABLE) this.#logger.error({ ...line, err: cause });
    // A state of the server, not a mistake in it, and often one of all requests.
    else this.#logger[code === 'SHUTTING_DOWN' ? 'debug' : 'warn']({ ...line, reason: reasonOf(cause) });
  }
}

function textKey(req: Request, { code }: ChatError, isForm: boolean): string {
  const isAnonymous = code !== 'CSRF_INVALID' && personOf(req) === undefined;
  if (isForm && (code === 'CSRF_INVALID' || (isAnonymous && isStaleSignIn(req, code)))) return 'form.stale';
  if (code === 'IDENTITY_CHANGED' && isAnonymous) return 'error.SESSION_ENDED';
  if (isDeadInvite(req, code)) return 'error.invite';
  return `error.${code}`;
}

/** The session's user; undefined if there is none, or if the request failed before it had a session. */
function personOf(req: Request): UserJson | undefined {
  const user = (req.session as Request['session'] | undefined)?.user;
  return user ? { id: user.id, name: user.name } : undefined;
}
