import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/**
 * Which sessions have just ended. Whoever keeps what a session was found to be compares the generation: when it has moved
 * on, the session is to be looked up again.
 */
@Injectable()
export class SessionEnds {
  /** Hashes of ids, after it has been stored that they are dead. */
  readonly ended = new Subject<ReadonlySet<string>>();
  #generation = 0;

  get generation(): number {
    return this.#generation;
  }

  /** To be called once it is stored: whoever looks up from now on finds them ended. */
  tell(idHashes: Iterable<string>): void {
    this.#generation += 1;
    this.ended.next(new Set(idHashes));
  }

  /** Something else that sessions remember has changed, such as a name. */
  renew(): void {
    this.#generation += 1;
  }
}
