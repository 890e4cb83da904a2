import { hourCycle } from './preferences.js';
import type { Strings } from './strings.js';

const DAY_MS = 86_400_000;

/** Shows times in the reader's time zone and habit, with the full date as title. They never update. */
export class Times {
  readonly #clock: Intl.DateTimeFormat;
  readonly #whole: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #dayOfYear: Intl.DateTimeFormat;
  readonly #strings: Strings;

  constructor(lang: string, strings: Strings) {
    const locale = readersLocale(lang, navigator.languages);
    const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', ...hourCycle() });
    const has24Hours = clock.resolvedOptions().hour12 === false;
    this.#clock = has24Hours
      ? new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...hourCycle() })
      : clock;
    this.#whole = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', ...hourCycle() });
    this.#day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
    this.#dayOfYear = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
    this.#strings = strings;
  }

  /** Today, yesterday, or the date; with its year unless it is this one. */
  day(date: Date): string {
    const now = new Date();
    const isDay = (other: Date): boolean => date.toDateString() === other.toDateString();
    if (isDay(now)) return this.#strings.t('browser.today');
    if (isDay(new Date(new Date(now).setHours(12) - DAY_MS))) return this.#strings.t('browser.yesterday');
    return (date.getFullYear() === now.getFullYear() ? this.#day : this.#dayOfYear).format(date);
  }

  /** The time of a day; with the day unless it is today. */
  moment(date: Date): string {
    const clock = this.#clock.format(date);
    return date.toDateString() === new Date().toDateString() ? clock : `${this.day(date)} ${clock}`;
  }

  localise(root: ParentNode): void {
    for (const time of root.querySelectorAll('time')) {
      const date = new Date(time.dateTime);
      if (Number.isNaN(date.getTime())) continue;
      time.textContent = time.matches('.message-edited')
        ? this.#strings.t('browser.edited')
        : this.#clock.format(date);
      time.title = this.#whole.format(date);
    }
  }
}

/**
 * The page's language with the reader's region, if they have one: British dates for an English page in
 * Britain.
 */
export function readersLocale(lang: string, preferred: readonly string[]): string {
  const [primary] = lang.split('-');
  return preferred.find((one) => one === lang || (lang === primary && one.startsWith(`${primary}-`))) ?? lang;
}
