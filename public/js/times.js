/** Shows times in the reader's own zone: HH:mm, the whole date as a title. Nothing ticks. */
export class Times {
  #clock;
  #whole;

  /** @param {string} lang */
  constructor(lang) {
    const locale = readersLocale(lang, navigator.languages);
    this.#clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    this.#whole = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
  }

  /** @param {ParentNode} root */
  localise(root) {
    for (const time of root.querySelectorAll('time')) this.#show(time);
  }

  /** @param {HTMLTimeElement} time */
  #show(time) {
    const date = new Date(time.dateTime);
    if (Number.isNaN(date.getTime())) return;
    time.textContent = this.#clock.format(date);
    time.title = this.#whole.format(date);
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
