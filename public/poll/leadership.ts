import { type Candidate, electionOf } from './election.js';

/** Whether this tab leads. A leader that gives no sign for too long is replaced by a tab in sight. */
export class Leadership {
  readonly #on: Candidate;
  readonly #election: ReturnType<typeof electionOf>;
  #leads = false;
  #watch: ReturnType<typeof setTimeout> | undefined;

  constructor(tab: string, on: Candidate) {
    this.#on = on;
    this.#election = electionOf(tab, {
      lead: () => this.#lead(),
      follow: () => {
        this.#leads = false;
        on.follow();
      },
    });
  }

  get leads(): boolean {
    return this.#leads;
  }

  /** @param isAlone there are no other tabs to talk to: every tab leads for itself */
  stand(isAlone: boolean): void {
    if (isAlone || !this.#election) this.#lead();
    else this.#election.join();
  }

  /** Leads from now on, in place of another. */
  take(): void {
    this.#election?.take();
  }

  leave(): void {
    this.#leads = false;
    this.#election?.leave();
    clearTimeout(this.#watch);
  }

  /** @param ms within which the leader gives a sign, unless this tab leads */
  expectSign(ms: number): void {
    clearTimeout(this.#watch);
    if (this.#leads) return;
    this.#watch = setTimeout(() => {
      if (!document.hidden) this.take();
    }, ms);
  }

  #lead(): void {
    if (this.#leads) return;
    this.#leads = true;
    clearTimeout(this.#watch);
    this.#on.lead();
  }
}
