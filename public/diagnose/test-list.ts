import { find, textOf } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import type { Outcome, Outcomes, TestId, Verdict } from './outcome.js';
import { outcomeText } from './outcome-text.js';

/** The tests on the page, and how far each is. */
export class TestList {
  readonly #strings: Strings;

  constructor(strings: Strings) {
    this.#strings = strings;
  }

  begun(test: TestId): void {
    this.#show(test, this.#strings.t('diagnosis.running'));
  }

  ended(test: TestId, outcome: Outcome): void {
    this.#show(test, outcomeText(outcome, this.#strings), outcome.verdict);
  }

  reset(): void {
    for (const test of this.#tests) this.#show(test, this.#strings.t('diagnosis.untested'));
  }

  /** The outcomes in the order of the page, each with the name that it has there. */
  named(outcomes: Outcomes): [name: string, outcome: Outcome][] {
    return this.#tests.flatMap((test) => {
      const outcome = outcomes.get(test);
      return outcome ? [[textOf('span', this.#row(test)), outcome]] : [];
    });
  }

  #show(test: TestId, text: string, verdict?: Verdict): void {
    const row = this.#row(test);
    if (verdict) row.dataset['verdict'] = verdict;
    else delete row.dataset['verdict'];
    find('.test-state', HTMLElement, row).textContent = text;
  }

  get #tests(): TestId[] {
    return [...document.querySelectorAll<HTMLElement>('.test')].map(
      ({ dataset }) => dataset['test'] as TestId,
    );
  }

  #row(test: TestId): HTMLElement {
    return find(`[data-test="${test}"]`, HTMLElement);
  }
}
