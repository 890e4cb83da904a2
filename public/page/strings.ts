import type { PageData } from './page-data.js';

/** Texts in the page's language: `{{name}}` is replaced, and `count` selects the plural form. */
export class Strings {
  readonly #texts: Record<string, string>;
  readonly #plurals: Intl.PluralRules;

  constructor({ strings, lang }: Pick<PageData, 'strings' | 'lang'>) {
    this.#texts = strings;
    this.#plurals = new Intl.PluralRules(lang);
  }

  t(key: string, values: Record<string, string | number> = {}): string {
    const { count } = values;
    const text =
      (typeof count === 'number' && this.#texts[`${key}_${this.#plurals.select(count)}`]) ||
      this.#texts[`${key}_other`] ||
      this.#texts[key] ||
      key;
    return text.replace(/\{\{(\w+)\}\}/g, (whole, name) => String(values[name] ?? whole));
  }
}
