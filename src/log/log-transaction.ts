import type { Transaction } from '../storage/storage.js';
import type { NoticeDraft, NoticeEntry } from './entry.js';
import type { RoomLogStore } from './room-log.store.js';

/** A change to other tables together with its notices, in one commit. */
export class LogTransaction {
  /** To be published after the commit, in this order. */
  readonly entries: NoticeEntry[] = [];

  constructor(
    readonly trx: Transaction,
    private readonly store: RoomLogStore,
  ) {}

  /** Stores notices. They are published after the commit, in the order of these calls. */
  async append(drafts: readonly NoticeDraft[]): Promise<void> {
    this.entries.push(...(await this.store.appendNotices(this.trx, drafts)));
  }
}
