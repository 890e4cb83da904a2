import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import hbs from 'hbs';
import { DELETED_NAME } from '../deleted-name.js';
import type { Language } from '../i18n/language.js';
import { type TextParams, Translator } from '../i18n/translator.js';
import { linkify } from './linkify.js';
import type { RefusedForm } from './refused-form.js';

export const VIEWS_DIR = join(import.meta.dirname, '../../views');

/** Handlebars with our partials and helpers: renders pages for Express, and single partials. */
@Injectable()
export class Views {
  readonly #hbs = hbs.create();

  constructor(translator: Translator) {
    this.#registerPartials('layouts', 'layouts/');
    this.#registerPartials('partials', '');
    this.#hbs.registerHelper('t', function (this: { lang?: Language }, key: string, options: HelperCall) {
      return translator.t(options.data?.root?.lang ?? 'en', key, options.hash);
    });
    // A person's name; a deleted account has one in each language.
    this.#hbs.registerHelper('person', function (this: unknown, name: string, options: HelperCall) {
      return name === DELETED_NAME ? translator.t(options.data?.root?.lang ?? 'en', 'person.deleted') : name;
    });
    this.#hbs.registerHelper('concat', (...parts: unknown[]) => parts.slice(0, -1).join(''));
    this.#hbs.registerHelper('is', (one: unknown, other: unknown) => one === other);
    // For a refused form: the reason, shown beside the field or the form that it is about, and what was typed.
    this.#hbs.registerHelper('refusal', (action: string, { data, hash }: HelperCall) => {
      const refused = data?.root?.refused;
      if (refused?.action !== action || refused.field !== hash['field']) return undefined;
      refused.isShown = true;
      return refused;
    });
    this.#hbs.registerHelper('wasRefused', (action: string, { data }: HelperCall) => {
      return data?.root?.refused?.action === action;
    });
    this.#hbs.registerHelper('filledIn', (action: string, field: string, ...rest: unknown[]) => {
      const { data } = rest.at(-1) as HelperCall;
      const refused = data?.root?.refused;
      const before = rest.length > 1 ? rest[0] : undefined;
      return refused?.action === action ? (refused.fields[field] ?? before) : before;
    });
    // With `{{{roomLog}}}` on a room's page the only place that outputs raw HTML: linkify escapes the whole
    // text.
    this.#hbs.registerHelper('linkify', (text: string) => new this.#hbs.handlebars.SafeString(linkify(text)));
  }

  /** For `app.engine`. */
  readonly engine: Engine = (path, options, done) => void this.#hbs.__express(path, options, done);

  /** A function that renders one partial. */
  partial(name: string): (context: object) => string {
    return this.#hbs.handlebars.compile(`{{> ${name}}}`);
  }

  #registerPartials(folder: string, prefix: string): void {
    const dir = join(VIEWS_DIR, folder);
    for (const file of readdirSync(dir)) {
      this.#hbs.registerPartial(prefix + basename(file, '.hbs'), readFileSync(join(dir, file), 'utf8'));
    }
  }
}

type Engine = (path: string, options: object, done: (error: unknown, html?: string) => void) => void;

interface HelperCall {
  hash: TextParams;
  data?: { root?: { lang?: Language; refused?: RefusedForm } };
}
