import { listen } from '../page/page-scope.js';
import { element } from '../page/elements.js';
import type { Times } from '../page/times.js';
import { authorOf } from './message-element.js';

/** As on the server (`src/pages/rendered-log.ts`). */
const ONE_HEAD_MS = 5 * 60_000;

/** Divides the log: a line above the first entry of each day, and one head above what an author says within five minutes. */
export class Sections {
  readonly #times: Times;
  /** By the entry below it. */
  readonly #lines = new Map<Element, HTMLElement>();

  constructor(times: Times) {
    this.#times = times;
    listen(document, 'visibilitychange', () => this.#nameDays());
  }

  /**
   * Call it for an element when what is above it has changed.
   *
   * @param above the element right above it
   * @param dated the nearest entry above it, with something missing in between or not
   */
  divide(below: Element, above: Element | undefined, dated: Element | undefined): void {
    const at = timeOf(below);
    if (at === undefined) return;
    const before = dated && timeOf(dated);
    const sameDay = before !== undefined && before.toDateString() === at.toDateString();
    this.#showDay(below, sameDay ? undefined : at);
    const soon = before !== undefined && at.getTime() - before.getTime() < ONE_HEAD_MS;
    const author = authorOf(below);
    const isContinued =
      sameDay && soon && author !== undefined && above === dated && author === authorOf(above);
    below.classList.toggle('continued', isContinued);
  }

  /** The same for an echo, which has neither a time nor a place yet. */
  divideEcho(echo: Element, above: Element | null): void {
    const at = above && timeOf(above);
    const isSoon = !at || Date.now() - at.getTime() < ONE_HEAD_MS;
    echo.classList.toggle('continued', isSoon && above?.matches('.message.own') === true);
  }

  /** Call it for an element that is removed. */
  forget(below: Element): void {
    this.#lines.get(below)?.remove();
    this.#lines.delete(below);
  }

  #showDay(below: Element, day: Date | undefined): void {
    if (!day) return this.forget(below);
    const shown = this.#lines.get(below);
    const line = shown ?? lineOf(day);
    if (line.nextElementSibling !== below) below.before(line);
    if (shown) return;
    this.#lines.set(below, line);
    this.#nameDays();
  }

  /** A page may stay open past midnight. */
  #nameDays(): void {
    for (const line of this.#lines.values()) {
      const time = line.querySelector('time') as HTMLTimeElement;
      const name = this.#times.day(new Date(time.dateTime));
      if (time.textContent === name) continue;
      time.textContent = name;
      // What is in a separator is not read aloud, only its label is.
      line.ariaLabel = name;
    }
  }
}

function lineOf(day: Date): HTMLElement {
  const time = document.createElement('time');
  time.dateTime = day.toISOString();
  const line = element('p', { class: 'day-line' }, [time]);
  line.setAttribute('role', 'separator');
  return line;
}

function timeOf(entry: Element): Date | undefined {
  const time = entry.querySelector<HTMLTimeElement>('time:not(.message-edited)');
  const date = new Date(time?.dateTime ?? Number.NaN);
  return entry.matches('.message, .notice') && !Number.isNaN(date.getTime()) ? date : undefined;
}
