import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ChatError, type ErrorCode } from '../chat-error.js';
import { languageOf } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';

/** Why a form was refused, for beside it. */
export interface FormError {
  code: ErrorCode;
  status: number;
  heading: string;
  text: string;
}

/** What is no answer to a form: its page cannot be shown to whoever sent it. */
const OF_THE_SESSION: ReadonlySet<ErrorCode> = new Set(['SESSION_ENDED', 'SIGN_IN_REQUIRED']);

/** Forms that pages post: done, and on to the next page; or shown again with what stands against it. */
@Injectable()
export class FormPages {
  constructor(private readonly translator: Translator) {}

  /** Throws what `act` does, if that is no refusal that the form's page can show. */
  async submit(
    req: Request,
    res: Response,
    {
      act,
      next,
      show,
    }: { act: () => Promise<void>; next: string; show: (error: FormError) => Promise<void> },
  ): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      const refused = this.#refusal(thrown, req);
      if (!refused) throw thrown;
      const { retryAfterSeconds } = thrown as ChatError;
      if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', retryAfterSeconds);
      return show(refused);
    }
    // 303: whatever the method was, the next page is to be looked at.
    res.redirect(303, next);
  }

  #refusal(thrown: unknown, req: Request): FormError | undefined {
    if (!(thrown instanceof ChatError) || OF_THE_SESSION.has(thrown.code)) return undefined;
    const { code, status, params } = thrown;
    if (status >= 500 && code !== 'TOO_BUSY') return undefined;
    const language = languageOf(req);
    const heading = this.translator.t(language, `error.${code}.heading`, params);
    return { code, status, heading, text: this.translator.t(language, `error.${code}.detail`, params) };
  }
}
