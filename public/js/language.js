/** Texts in the page's language: `{{name}}` is filled in, `count` chooses the plural form. */
export class Strings {
  #texts;
  #plurals;

  /** @param {PageData} page */
  constructor({ strings, lang }) {
    this.#texts = strings;
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

/** Shows times in the reader's own zone: HH:mm, the whole date as a title. Nothing ticks. */
export class Times {
  #clock;
  #whole;
  #edited;

  /**
   * @param {string} lang
   * @param {string} edited the word for it
   */
  constructor(lang, edited) {
    const locale = readersLocale(lang, navigator.languages);
    this.#clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    this.#whole = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
    this.#edited = edited;
  }

  /** @param {ParentNode} root */
  localise(root) {
    for (const time of root.querySelectorAll('time')) {
      const date = new Date(time.dateTime);
      if (Number.isNaN(date.getTime())) continue;
      time.textContent = time.matches('.message-edited') ? this.#edited : this.#clock.format(date);
      time.title = this.#whole.format(date);
    }
  }
}

/**
 * The page's language with the reader's own region, where they have one: dates in British English for a Briton.
 *
 * @param {string} lang
 * @param {readonly string[]} preferred
 */
export function readersLocale(lang, preferred) {
  const [primary] = lang.split('-');
  return preferred.find((one) => one === lang || (lang === primary && one.startsWith(`${primary}-`))) ?? lang;
}
