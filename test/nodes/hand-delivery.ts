import { Subject } from 'rxjs';
import { type Hint, HintBus } from '../../src/signals/hint-bus.js';

interface Undelivered {
  from: HintBus;
  hints: readonly Hint[];
}

/** Carries hints between the nodes of a test when the test says so. */
export class HandDelivery {
  readonly #buses: HandBus[] = [];
  #undelivered: Undelivered[] = [];

  /** A bus for one more node. */
  add(): HintBus {
    const bus = new HandBus((hints) => this.#undelivered.push({ from: bus, hints }));
    this.#buses.push(bus);
    return bus;
  }

  get count(): number {
    return this.#undelivered.length;
  }

  /** Delivers what was published so far, in this order. */
  deliver(order: (all: Undelivered[]) => Undelivered[] = (all) => all): void {
    const all = order(this.#undelivered);
    this.#undelivered = [];
    for (const { from, hints } of all) for (const bus of this.#buses) if (bus !== from) bus.heard.next(hints);
  }

  /** Tells all nodes that hints may have been lost. */
  reconnect(): void {
    for (const bus of this.#buses) bus.reconnected.next();
  }

  lose(): void {
    this.#undelivered = [];
  }
}

class HandBus extends HintBus {
  readonly isShared = true;
  readonly heard = new Subject<readonly Hint[]>();
  readonly reconnected = new Subject<void>();

  constructor(readonly publish: (hints: readonly Hint[]) => void) {
    super();
  }
}
