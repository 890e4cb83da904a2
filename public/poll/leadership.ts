import { type Candidate, electionOf } from './election.js';

/** Whether this tab leads. A visible tab replaces a leader that gives no sign. */
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

  /** @param isAlone true if there are no other tabs to talk to, so that this tab leads for itself */
  stand(isAlone: boolean): void {
    if (isAlone || !this.#election) this.#lead();
    else this.#election.join();
  }

  /** Takes over from the present leader. */
  take(): void {
    this.#election?.take();
  }

  leave(): void {
    this.#leads = false;
    this.#election?.leave();
    clearTimeout(this.#watch);
  }

  /** @param ms how long to wait for a sign of the leader, unless this tab leads */
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
