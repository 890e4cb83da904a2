import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LANGUAGES, type Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { escape } from '../formatting/linkify.js';

/** Stands for the texts in the JSON of a page. Random per start, so nobody can inject it. */
export const TEXTS_MARK = randomUUID();
/** The mark as a string of JSON in an attribute. */
export const TEXTS_IN_PAGE = escape(JSON.stringify(TEXTS_MARK));

/** The texts of the scripts as they stand in an attribute of the page, which is half of it: made once. */
@Injectable()
export class ScriptTexts {
  readonly #bytes: ReadonlyMap<Language, Buffer>;

  constructor(translator: Translator) {
    const languages = Object.keys(LANGUAGES) as Language[];
    const bytesIn = (language: Language) => Buffer.from(escape(JSON.stringify(translator.browserTexts(language))));
    this.#bytes = new Map(languages.map((language) => [language, bytesIn(language)]));
  }

  /** In UTF-8. */
  in(language: Language): Buffer {
    return this.#bytes.get(language) as Buffer;
  }
}
