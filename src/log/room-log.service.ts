import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Subject } from 'rxjs';
import { ChatError } from '../chat-error.js';
import { type Change, Storage } from '../storage/storage.js';
import type { Appended, Author, Draft, Entry, Message } from './entry.js';
import { GroupCommit } from './group-commit.js';
import { LogChange } from './log-change.js';
import { RoomLogStore, type Stretch } from './room-log.store.js';

const MAX_BATCH = 1000;
/** Beyond this the storage is not keeping up and waiting longer helps nobody. */
const MAX_QUEUED = 20_000;

interface Done<T> {
  change: LogChange;
  result: T;
}

/** The way into the log: append → commit → tell. Reads are as the store promises them. */
@Injectable()
export class RoomLogService implements OnModuleInit {
  /** Entries as they become durable, in order of seq per room; repeats are not among them. */
  readonly committed = new Subject<readonly Entry[]>();
  /** Authors whose name has been changed on everything that they wrote. */
  readonly renamed = new Subject<Author>();
  readonly #commits = new GroupCommit<Draft, Appended>((drafts) => this.#commit(drafts), MAX_BATCH);
  #epoch = '';

  constructor(
    private readonly store: RoomLogStore,
    private readonly storage: Storage,
  ) {}

  async onModuleInit(): Promise<void> {
    this.#epoch = await this.store.epoch();
  }

  /** The id of this log: a client that knows another one begins anew. */
  get epoch(): string {
    return this.#epoch;
  }

  async renewEpoch(): Promise<void> {
    this.#epoch = await this.store.renewEpoch();
  }

  /** Resolves once the entry is durable and has been told. Rejects with STORAGE_UNAVAILABLE if it could not be stored. */
  async append(draft: Draft): Promise<Appended> {
    if (this.#commits.length >= MAX_QUEUED)
      throw new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 5 });
    return this.#commits.add(draft);
  }

  /**
   * Gives everything that somebody wrote another name of its author, and what is told of them too, in memory as well. They do
   * nothing any more: what they did before this call is named anew as well.
   */
  async renameAuthor(author: Author): Promise<void> {
    await this.#commits.settled();
    await this.store.renameAuthor(author);
    this.renamed.next(author);
  }

  /**
   * As `Storage.transact`, with notices that are committed together with the change and told after `committed` was called: whoever
   * remembers what has changed has forgotten it by then.
   */
  async transact<T>({ lock, committed }: Change<T>, work: (change: LogChange) => Promise<T>): Promise<T> {
    const tell = ({ change, result }: Done<T>): void => {
      committed?.(result);
      this.#tell(change.entries);
    };
    const done = await this.storage.transact({ lock, committed: tell }, async (trx) => {
      const change = new LogChange(trx, this.store);
      return { change, result: await work(change) };
    });
    return done.result;
  }

  /** Takes the texts from a room that nobody can read any more. To be followed by `eraseRemains`. */
  eraseRoom(room: string): Promise<void> {
    return this.store.eraseRoom(room);
  }

  /** Takes a log that nobody will read again out of the storage. To be followed by `eraseRemains`. */
  dropLog(room: string): Promise<void> {
    return this.store.dropLog(room);
  }

  /** Overwrites what erased texts have left behind on the disk. */
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

  listRoomsOfAuthor(authorId: string, limit: number): Promise<{ room: string; seq: number }[]> {
    return this.store.listRoomsOfAuthor(authorId, limit);
  }

  #commit(drafts: Draft[]): Promise<Appended[]> {
    return this.store.append(drafts, (appended) =>
      this.#tell(appended.filter(({ outcome }) => outcome === 'stored').map(({ entry }) => entry)),
    );
  }

  #tell(entries: readonly Entry[]): void {
    if (entries.length > 0) this.committed.next(entries);
  }
}
