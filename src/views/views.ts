import { Injectable } from '@nestjs/common';
import { LANGUAGES, type Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { type Engine, Templates } from './templates.js';

interface Context {
  lang?: Language;
}

/** The templates in every language: renders pages for Express, and single partials, in the `lang` of what they show; else in English. */
@Injectable()
export class Views {
  readonly #templates: ReadonlyMap<Language, Templates>;

  constructor(translator: Translator) {
    const languages = Object.keys(LANGUAGES) as Language[];
    this.#templates = new Map(languages.map((language) => [language, new Templates(language, translator)]));
  }

  /** For `app.engine`. */
  readonly engine: Engine = (path, options, done) => this.#in(options).engine(path, options, done);

  /** A function that renders one partial. */
  partial(name: string): (context: Context) => string {
    const partials = new Map(Array.from(this.#templates.values(), (each) => [each, each.partial(name)]));
    return (context) => (partials.get(this.#in(context)) as (context: object) => string)(context);
  }

  #in({ lang = 'en' }: Context): Templates {
    return this.#templates.get(lang) as Templates;
  }
}
