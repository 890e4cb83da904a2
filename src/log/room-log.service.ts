import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subject, type Subscription } from 'rxjs';
import { ChatError } from '../chat-error.js';
import { HintBus } from '../signals/hint-bus.js';
import { Signals } from '../signals/signals.js';
import { type Signal, authorRenamed } from '../signals/signal.js';
import { NO_LOCK } from '../storage/lock.js';
import { type Change, Storage } from '../storage/storage.js';
import type { Appended, Draft, Entry } from './entry.js';
import type { Author, Message } from './message.js';
import { GroupCommit } from './group-commit.js';
import { LogTransaction } from './log-transaction.js';
import { RoomLogStore, type Stretch } from './room-log.store.js';

const MAX_BATCH = 1000;
/** Beyond this the storage is not keeping up, and a longer queue would not help. */
const MAX_QUEUED = 20_000;

interface Done<T> {
  result: T;
  entries: readonly Entry[];
}

/** Writes to the log: append, commit, then publish. Reads are those of the store. */
@Injectable()
export class RoomLogService implements OnModuleInit, OnModuleDestroy {
  /**
   * Entries that this node stored, published once they are durable. Their seqs grow per room; if other nodes write in it
   * too, some are missing between them, and some come late.
   */
  readonly committed = new Subject<readonly Entry[]>();
  readonly #commits = new GroupCommit<Draft, Appended>((drafts) => this.#commit(drafts), MAX_BATCH);
  readonly #renewed: Subscription;
  #epoch = '';

  constructor(
    private readonly store: RoomLogStore,
    private readonly storage: Storage,
    private readonly bus: HintBus,
    signals: Signals,
  ) {
    this.#renewed = signals.on('epoch', (ids) => (this.#epoch = ids.at(-1) as string));
  }

  async onModuleInit(): Promise<void> {
    this.#epoch = await this.store.epoch();
  }

  onModuleDestroy(): void {
    this.#renewed.unsubscribe();
  }

  /** The id of this log. A client that knows another one starts over. */
  get epoch(): string {
    return this.#epoch;
  }

  async renewEpoch(): Promise<void> {
    await this.store.renewEpoch();
  }

  /**
   * Resolves once the entry is durable and published. Rejects with STORAGE_UNAVAILABLE if it could not be
   * stored, or if that is not known (see `Storage.transact`).
   */
  async append(draft: Draft): Promise<Appended> {
    if (this.#commits.length >= MAX_QUEUED)
      throw new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 5 });
    const appended = await this.#commits.add(draft);
    if (appended.outcome === 'locked') throw new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 2 });
    return appended;
  }

  /**
   * Changes the author's name on all entries by and about them, in the storage and in memory. The author must
   * not write any more; drafts appended before this call are renamed too.
   */
  async renameAuthor(author: Author): Promise<void> {
    await this.#commits.settled();
    await this.store.renameAuthor(author);
    const signals = (): Signal[] => [authorRenamed(author)];
    await this.storage.transact({ lock: NO_LOCK, signals }, () => Promise.resolve());
  }

  /**
   * As `Storage.transact`, for a change that comes with notices: both are one commit. The notices are published
   * after `committed`.
   */
  async transact<T>(
    { lock, signals, committed }: Change<T>,
    work: (change: LogTransaction) => Promise<T>,
  ): Promise<T> {
    const tell = ({ result, entries }: Done<T>): void => {
      committed?.(result);
      this.#tell(entries);
    };
    const withNotices: Change<Done<T>> = { lock, committed: tell };
    if (signals) withNotices.signals = ({ result }) => signals(result);
    const done = await this.storage.transact(withNotices, async (trx) => {
      const change = new LogTransaction(trx);
      const result = await work(change);
      return { result, entries: await this.store.appendNotices(trx, change.drafts) };
    });
    return done.result;
  }

  /** Removes all texts from a room that nobody can read any more. Call `eraseRemains` afterwards. */
  eraseRoom(room: string): Promise<void> {
    return this.store.eraseRoom(room);
  }

  /** Removes a log that nobody will read again. Call `eraseRemains` afterwards. */
  dropLog(room: string): Promise<void> {
    return this.store.dropLog(room);
  }

  /** Overwrites the remains of erased texts on the disk. */
  eraseRemains(): Promise<void> {
    return this.store.eraseRemains();
  }

  listNewest(room: string, limit: number, stretch?: Stretch): Promise<Entry[]> {
    return this.store.listNewest(room, limit, stretch);
  }

  listOldest(room: string, limit: number, stretch?: Stretch): Promise<Entry[]> {
    return this.store.listOldest(room, limit, stretch);
  }

  listNewestOfEach(rooms: readonly string[]): Promise<Entry[]> {
    return this.store.listNewestOfEach(rooms);
  }

  listAfterEach(after: ReadonlyMap<string, number>, limit: number): Promise<Entry[]> {
    return this.store.listAfterEach(after, limit);
  }

  listNewestMessages(room: string, limit: number): Promise<Message[]> {
    return this.store.listNewestMessages(room, limit);
  }

  listMessagesAfter(room: string, seq: number): Promise<Message[]> {
    return this.store.listMessagesAfter(room, seq);
  }

  findMessage(room: string, id: string): Promise<Message | undefined> {
    return this.store.findMessage(room, id);
  }

  newestSeq(room: string): Promise<number> {
    return this.store.newestSeq(room);
  }

  newestSeqs(rooms: readonly string[]): Promise<Map<string, number>> {
    return this.store.newestSeqs(rooms);
  }

  #commit(drafts: Draft[]): Promise<Appended[]> {
    return this.store.append(drafts, (appended) =>
      this.#tell(appended.filter(({ outcome }) => outcome === 'stored').map(({ entry }) => entry)),
    );
  }

  #tell(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    this.committed.next(entries);
    if (this.bus.isShared) this.bus.publish(entries.map(({ room, seq }) => ({ room, seq })));
  }
}
