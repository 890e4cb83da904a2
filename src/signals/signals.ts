import { Injectable } from '@nestjs/common';
import { Subject, type Subscription } from 'rxjs';
import type { Signal, SignalKind } from './signal.js';

/**
 * Tells the caches of this process what has changed. Signals are recorded in the transaction of their change
 * (`Change.signals`) and told after its commit, before its entries are published.
 */
@Injectable()
export class Signals {
  readonly #told = new Map<SignalKind, Subject<readonly string[]>>();

  /** Calls `hear` with the subjects of all signals of this kind that are told together. */
  on(kind: SignalKind, hear: (subjects: readonly string[]) => void): Subscription {
    return this.#subject(kind).subscribe(hear);
  }

  /** Synchronous. The signals of one kind are told together, so that held polls are gone through once. */
  tell(signals: readonly Signal[]): void {
    const byKind = new Map<SignalKind, string[]>();
    for (const { kind, subject } of signals) {
      const subjects = byKind.get(kind);
      if (subjects) subjects.push(subject);
      else byKind.set(kind, [subject]);
    }
    for (const [kind, subjects] of byKind) this.#subject(kind).next(subjects);
  }

  #subject(kind: SignalKind): Subject<readonly string[]> {
    let subject = this.#told.get(kind);
    if (!subject) this.#told.set(kind, (subject = new Subject()));
    return subject;
  }
}
