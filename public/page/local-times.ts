import { hourCycle } from './preferences.js';
import { readersLocale } from './times.js';

/** Shows times that the server wrote in UTC in the reader's time zone, with their dates. */
export function showLocalTimes(): void {
  const locale = readersLocale(document.documentElement.lang, navigator.languages);
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...hourCycle() });
  for (const time of document.querySelectorAll('time')) {
    time.textContent = format.format(new Date(time.dateTime));
  }
}
