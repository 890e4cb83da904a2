import type { Request } from 'express';
import { cookieValues } from '../http/cookies.js';
import { LANGUAGES, type Language } from '../i18n/language.js';

const LANGUAGE_CODES = Object.keys(LANGUAGES) as Language[];

/** What a person can choose for themselves. Where somebody chose nothing, the first counts; for the language, what the browser asks for. */
export const PREFERENCES = {
  language: LANGUAGE_CODES,
  theme: ['system', 'light', 'dark'],
  /** How times are shown: by the habit of the reader's region, or always so. */
  clock: ['region', '24', '12'],
  /** What the Enter key does in a message: on touch screens it begins a new line either way. */
  enter: ['send', 'line'],
  /** A soft sound when something is for them while they do not look. */
  sound: ['on', 'off'],
  /** A notification of their system then. Their browser must allow it too. */
  desktop: ['on', 'off'],
  /** Whether push notifications, which pass through a push service, show what was written. */
  push: ['off', 'on'],
  /** Whether others see that they are here, and that they write. */
  presence: ['on', 'off'],
} as const;

export type Preference = keyof typeof PREFERENCES;
export type Preferences = { [Name in Preference]: (typeof PREFERENCES)[Name][number] };

export const PREFERENCE_NAMES = Object.keys(PREFERENCES) as Preference[];

/** What is kept with an account, as JSON; what is unknown, such as from a later version, is left out. */
export function storedPreferences(json: string): Partial<Preferences> {
  const stored = JSON.parse(json) as Record<string, unknown>;
  return Object.fromEntries(
    PREFERENCE_NAMES.filter((name) => isChoice(name, stored[name])).map((name) => [name, stored[name]]),
  );
}

/** Of the account; else of this browser, which keeps each in a cookie of its name; else the default. */
export function preferencesOf(req: Request): Preferences {
  return {
    language: languageOf(req),
    theme: preferenceOf(req, 'theme'),
    clock: preferenceOf(req, 'clock'),
    enter: preferenceOf(req, 'enter'),
    sound: preferenceOf(req, 'sound'),
    desktop: preferenceOf(req, 'desktop'),
    push: preferenceOf(req, 'push'),
    presence: preferenceOf(req, 'presence'),
  };
}

/** One of them alone. */
export function preferenceOf<Name extends Exclude<Preference, 'language'>>(
  req: Request,
  name: Name,
): Preferences[Name] {
  return chosen(req, name) ?? (PREFERENCES[name][0] as Preferences[Name]);
}

/** The language that was chosen, else the best match of `Accept-Language` (any Chinese is zh-CN), else English. */
export function languageOf(req: Request): Language {
  const language = chosen(req, 'language');
  if (language !== undefined) return language;
  for (const wanted of req.acceptsLanguages()) {
    if (/^zh\b/i.test(wanted)) return 'zh-CN';
    if (/^en\b/i.test(wanted)) return 'en';
  }
  return 'en';
}

function chosen<Name extends Preference>(req: Request, name: Name): Preferences[Name] | undefined {
  // A request may fail before it has a session.
  const session = req.session as Request['session'] | undefined;
  const kept = session?.preferences[name] ?? cookieValues(req.headers.cookie, name)[0];
  return isChoice(name, kept) ? kept : undefined;
}

function isChoice<Name extends Preference>(name: Name, value: unknown): value is Preferences[Name] {
  return (PREFERENCES[name] as readonly unknown[]).includes(value);
}
