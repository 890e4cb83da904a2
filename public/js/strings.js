/** Texts in the page's language: `{{name}}` is filled in, `count` chooses the plural form. */
export class Strings {
  #texts;
  #plurals;

  /**
   * @param {Record<string, string>} texts
   * @param {string} lang
   */
  constructor(texts, lang) {
    this.#texts = texts;
    this.#plurals = new Intl.PluralRules(lang);
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} values
   */
  t(key, values = {}) {
    const { count } = values;
    const text =
      (typeof count === 'number' && this.#texts[`${key}_${this.#plurals.select(count)}`]) ||
      this.#texts[`${key}_other`] ||
      this.#texts[key] ||
      key;
    return text.replace(/\{\{(\w+)\}\}/g, (whole, name) => String(values[name] ?? whole));
  }
}
