import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { ChatError } from '../chat-error.js';
import type { Appended, Draft, Entry } from './entry.js';
import { GroupCommit } from './group-commit.js';
import { RoomLogStore } from './room-log.store.js';

const MAX_BATCH = 1000;
/** Beyond this the storage is not keeping up and waiting longer helps nobody. */
const MAX_QUEUED = 20_000;

/** The way into the log: append → commit → tell. */
@Injectable()
export class RoomLogService {
  /** Entries as they become durable, in order of seq per room; repeats are not among them. */
  readonly committed = new Subject<readonly Entry[]>();
  readonly #commits = new GroupCommit<Draft, Appended>((drafts) => this.#commit(drafts), MAX_BATCH);

  constructor(private readonly store: RoomLogStore) {}

  /** Resolves once the entry is durable and has been told. Rejects with STORAGE_UNAVAILABLE if it could not be stored. */
  async append(draft: Draft): Promise<Appended> {
    if (this.#commits.length >= MAX_QUEUED)
      throw new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 5 });
    return this.#commits.add(draft);
  }

  listNewest(room: string, limit: number): Promise<Entry[]> {
    return this.store.listNewest(room, limit);
  }

  listAfter(room: string, seq: number): Promise<Entry[]> {
    return this.store.listAfter(room, seq);
  }

  listRoomsOfAuthor(authorId: string, limit: number): Promise<string[]> {
    return this.store.listRoomsOfAuthor(authorId, limit);
  }

  async #commit(drafts: Draft[]): Promise<Appended[]> {
    const appended = await this.store.append(drafts);
    const fresh = appended.filter(({ replayed }) => !replayed).map(({ entry }) => entry);
    if (fresh.length > 0) this.committed.next(fresh);
    return appended;
  }
}
