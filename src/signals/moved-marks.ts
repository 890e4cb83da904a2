import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';
import { HintBus } from './hint-bus.js';

/** A user's read marks have moved. */
export interface Moved {
  userId: string;
  /** Hash of the id of the session that moved them and needs no news of it; undefined if every session needs it. */
  by?: string | undefined;
}

/**
 * Tells all nodes that read marks have moved. It is not recorded, as signals are, because nothing is revealed if it is
 * missed.
 */
@Injectable()
export class MovedMarks implements OnModuleDestroy {
  readonly #told = new Subject<Moved>();
  readonly #hearing;

  constructor(private readonly bus: HintBus) {
    this.#hearing = bus.heard.subscribe((hints) => {
      for (const hint of hints) if ('marks' in hint) this.#told.next({ userId: hint.marks, by: hint.by });
    });
  }

  onModuleDestroy(): void {
    this.#hearing.unsubscribe();
  }

  /** Here or at another node. */
  get told(): Observable<Moved> {
    return this.#told;
  }

  /** Emits when some may have been missed. */
  get missed(): Observable<void> {
    return this.bus.reconnected;
  }

  /** Call it after the commit. */
  tell({ userId, by }: Moved): void {
    this.#told.next({ userId, by });
    if (this.bus.isShared) this.bus.publish([{ marks: userId, by }]);
  }
}
