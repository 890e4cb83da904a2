import type { Request } from 'express';
import { cookieValues } from '../http/cookies.js';

/** The languages of the product, each by its own name. The first is the default. */
export const LANGUAGES = { en: 'English', 'zh-CN': '简体中文' } as const;

export type Language = keyof typeof LANGUAGES;

export const LANGUAGE_COOKIE = 'language';

function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code);
}

/** The language of a request: the one chosen on the page, else the best match of `Accept-Language` (any Chinese is zh-CN), else English. */
export function languageOf(req: Request): Language {
  const chosen = cookieValues(req.headers.cookie, LANGUAGE_COOKIE)[0];
  if (chosen !== undefined && isLanguage(chosen)) return chosen;
  for (const wanted of req.acceptsLanguages()) {
    if (/^zh\b/i.test(wanted)) return 'zh-CN';
    if (/^en\b/i.test(wanted)) return 'en';
  }
  return 'en';
}
