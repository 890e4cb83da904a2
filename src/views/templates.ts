import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import hbs from 'hbs';
import { DELETED_NAME } from '../deleted-name.js';
import type { Language } from '../i18n/language.js';
import type { TextParams, Translator } from '../i18n/translator.js';
import { messageBody } from '../formatting/message-body.js';
import type { RefusedForm } from './refused-form.js';

export const VIEWS_DIR = join(import.meta.dirname, '../../views');

/** A text without values: it is the same each time. */
const PLAIN_TEXT = /\{\{t '([\w.]+)'\}\}/g;

/** For `app.engine`. */
export type Engine = (path: string, options: object, done: (error: unknown, html?: string) => void) => void;

interface HelperCall {
  hash: TextParams;
  data?: { root?: { refused?: RefusedForm } };
}

/** Handlebars with our partials and helpers, in one language: texts without values are part of the templates when these are compiled. */
export class Templates {
  readonly #hbs = hbs.create();

  constructor(
    private readonly language: Language,
    private readonly translator: Translator,
  ) {
    const { handlebars } = this.#hbs;
    const { compile } = handlebars;
    // Pages and partials all pass through it.
    Object.assign(handlebars, {
      compile: (template: string, options?: CompileOptions) => compile(this.#withTexts(template), options),
    });
    this.#registerPartials('layouts', 'layouts/');
    this.#registerPartials('partials', '');
    this.#registerHelpers();
  }

  readonly engine: Engine = (path, options, done) => void this.#hbs.__express(path, options, done);

  /** A function that renders one partial. */
  partial(name: string): (context: object) => string {
    return this.#hbs.handlebars.compile(`{{> ${name}}}`);
  }

  #withTexts(template: string): string {
    const { escapeExpression } = this.#hbs.handlebars.Utils;
    return template.replace(PLAIN_TEXT, (_, key: string) =>
      escapeExpression(this.translator.t(this.language, key)),
    );
  }

  #registerHelpers(): void {
    const { language, translator } = this;
    this.#hbs.registerHelper('t', (key: string, { hash }: HelperCall) => translator.t(language, key, hash));
    // A person's name; a deleted account has one in each language.
    this.#hbs.registerHelper('person', (name: string) =>
      name === DELETED_NAME ? translator.t(language, 'person.deleted') : name,
    );
    this.#hbs.registerHelper('concat', (...parts: unknown[]) => parts.slice(0, -1).join(''));
    this.#hbs.registerHelper('is', (one: unknown, other: unknown) => one === other);
    // The context of a partial that needs nothing else: `{{> part a=b}}` copies all that the page has.
    this.#hbs.registerHelper('only', ({ hash }: HelperCall) => hash);
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
    // With `{{{roomLog}}}` on a room's page the only place that outputs raw HTML: the whole text is escaped in it.
    this.#hbs.registerHelper('messageBody', (text: string) => new this.#hbs.handlebars.SafeString(messageBody(text)));
  }

  #registerPartials(folder: string, prefix: string): void {
    const dir = join(VIEWS_DIR, folder);
    for (const file of readdirSync(dir)) {
      this.#hbs.registerPartial(prefix + basename(file, '.hbs'), readFileSync(join(dir, file), 'utf8'));
    }
  }
}
