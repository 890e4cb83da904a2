/**
 * Port: how far this process knows what other nodes have changed. Several nodes that share a database record their
 * signals there in one order.
 */
export abstract class SignalFeed {
  /**
   * Resolves when every signal recorded before the call has been told here; undefined if that is so already. Rejects with STORAGE_UNAVAILABLE.
   */
  abstract current(): Promise<void> | undefined;

  /**
   * True if the database has not answered for so long that this node must not serve what it remembers: somebody
   * may have lost a right meanwhile.
   */
  abstract readonly isStale: boolean;
}

/** For a process that has its database to itself: its signals are told when they are committed. */
export class OwnSignalFeed extends SignalFeed {
  readonly isStale = false;

  current(): undefined {
    return undefined;
  }
}
