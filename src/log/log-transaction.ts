import type { Transaction } from '../storage/storage.js';
import type { NoticeDraft } from './entry.js';

/** A change to other tables together with its notices, in one commit. */
export class LogTransaction {
  readonly drafts: NoticeDraft[] = [];

  constructor(readonly trx: Transaction) {}

  /**
   * Notices to store and publish, in the order of these calls. They are stored together at the end: taking the locks of
   * their rooms one after the other could make two changes wait for each other.
   */
  append(drafts: readonly NoticeDraft[]): void {
    this.drafts.push(...drafts);
  }
}
