import { Injectable } from '@nestjs/common';
import { createInstance, type i18n } from 'i18next';
import { en } from './en.js';
import type { Language } from './language.js';
import { zhCn } from './zh-cn.js';

/** What is filled in, by its name in the text. */
export type TextParams = Readonly<Record<string, string | number | undefined>>;

/** A text in one of the languages. */
export interface Line {
  language: Language;
  text: string;
}

export type TextKey = keyof typeof en;

const CATALOGUES: Record<Language, Record<string, string>> = { en, 'zh-CN': zhCn };
/** Of a value in a text. */
const PLACE = /\{\{(\w+)\}\}/g;
const BROWSER_PREFIX = 'browser.';
const BROWSER_TEXTS = { en: forBrowsers(en), 'zh-CN': forBrowsers(zhCn) };

/** Texts of the product. One catalogue a language serves the server and the browser. */
@Injectable()
export class Translator {
  readonly #i18n: i18n;

  constructor() {
    this.#i18n = createInstance();
    void this.#i18n.init({
      initAsync: false,
      fallbackLng: 'en',
      resources: Object.fromEntries(
        Object.entries(CATALOGUES).map(([language, translation]) => [language, { translation }]),
      ),
      keySeparator: false,
      nsSeparator: false,
      // Whoever shows a text escapes it.
      interpolation: { escapeValue: false },
    });
  }

  /** The text of a key; `count` in the params picks its plural form. An unknown key is answered as it is. */
  t(language: Language, key: string, params: TextParams = {}): string {
    const text = CATALOGUES[language][key];
    // A page has many; the library, which knows plurals, takes its time for each.
    if (text !== undefined) return text.replace(PLACE, (_, name: string) => `${params[name] ?? ''}`);
    return this.#i18n.t(key, { ...params, lng: language });
  }

  /** The text of a key in every language, for what is the same for all readers. */
  lines(key: string, paramsIn: (language: Language) => TextParams = () => ({})): Line[] {
    const languages = Object.keys(CATALOGUES) as Language[];
    return languages.map((language) => ({ language, text: this.t(language, key, paramsIn(language)) }));
  }

  /** What the browser needs of a catalogue. */
  browserTexts(language: Language): Readonly<Record<string, string>> {
    return BROWSER_TEXTS[language];
  }
}

function forBrowsers(catalogue: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => key.startsWith(BROWSER_PREFIX)));
}
