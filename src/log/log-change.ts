import type { Transaction } from '../storage/storage.js';
import type { NoticeDraft, NoticeEntry } from './entry.js';
import type { RoomLogStore } from './room-log.store.js';

/** A change of other tables together with the notices that tell of it: one commit. */
export class LogChange {
  /** What is to be told once it is committed, in its order. */
  readonly entries: NoticeEntry[] = [];

  constructor(
    readonly trx: Transaction,
    private readonly store: RoomLogStore,
  ) {}

  /** Stores notices; they are told after the commit, in the order of these calls. */
  async append(drafts: readonly NoticeDraft[]): Promise<void> {
    this.entries.push(...(await this.store.appendNotices(this.trx, drafts)));
  }
}
