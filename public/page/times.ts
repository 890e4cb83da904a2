/** Shows times in the reader's time zone: HH:mm, with the full date as title. They never update. */
export class Times {
  readonly #clock: Intl.DateTimeFormat;
  readonly #whole: Intl.DateTimeFormat;
  readonly #edited: string;

  /** @param edited the word "edited" */
  constructor(lang: string, edited: string) {
    const locale = readersLocale(lang, navigator.languages);
    this.#clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    this.#whole = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
    this.#edited = edited;
  }

  localise(root: ParentNode): void {
    for (const time of root.querySelectorAll('time')) {
      const date = new Date(time.dateTime);
      if (Number.isNaN(date.getTime())) continue;
      time.textContent = time.matches('.message-edited') ? this.#edited : this.#clock.format(date);
      time.title = this.#whole.format(date);
    }
  }
}

/**
 * The page's language with the reader's region, if they have one: British dates for an English page in
 * Britain.
 */
function readersLocale(lang: string, preferred: readonly string[]): string {
  const [primary] = lang.split('-');
  return preferred.find((one) => one === lang || (lang === primary && one.startsWith(`${primary}-`))) ?? lang;
}
