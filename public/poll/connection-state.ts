import type { SharedPollEvents } from './shared-poll-options.js';

/** Whether polls get through, as far as this tab knows. */
export class ConnectionState {
  readonly #on: Pick<SharedPollEvents, 'trouble' | 'recovered'>;
  #trouble: number | undefined;

  constructor(on: Pick<SharedPollEvents, 'trouble' | 'recovered'>) {
    this.#on = on;
  }

  /**
   * When the leader, in trouble, polls again, by `Date.now()`; 0 while it polls. Undefined without trouble.
   */
  get trouble(): number | undefined {
    return this.#trouble;
  }

  set trouble(trouble: number | undefined) {
    if (trouble !== undefined) this.#on.trouble(trouble);
    else if (this.#trouble !== undefined) this.#on.recovered(this.#trouble > 0);
    this.#trouble = trouble;
  }
}
