import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { Clock } from '../clock.js';
import { RoomLogService } from '../log/room-log.service.js';
import { roomLock } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';

const FINISH_EVERY_MS = 60_000;

/**
 * Erases the texts of deleted groups, after the commit that deletes the group and in steps, so that other writers need not wait. A deleted
 * group that still has a name is unfinished: a stop or a full disk interrupted the erasure.
 */
@Injectable()
export class DeletedGroups implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger(DeletedGroups.name);
  #stop: (() => void) | undefined;

  constructor(
    private readonly storage: Storage,
    private readonly log: RoomLogService,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.#finishAll();
    this.#stop = this.clock.every(FINISH_EVERY_MS, () => void this.#finishAll());
  }

  onModuleDestroy(): void {
    this.#stop?.();
  }

  /** Never rejects: a failed erasure is retried within a minute. */
  async erase(key: string): Promise<void> {
    try {
      await this.log.eraseRoom(key);
      await this.storage.transact({ lock: roomLock(key) }, (trx) =>
        trx.updateTable('rooms').set({ name: '' }).where('key', '=', key).execute(),
      );
      await this.log.eraseRemains();
    } catch (err) {
      this.#logger.warn({ event: 'group not yet erased', err });
    }
  }

  async #finishAll(): Promise<void> {
    const unfinished = await this.storage.reader
      .selectFrom('rooms')
      .select('key')
      .where('deleted_at', 'is not', null)
      .where('name', '<>', sql.lit(''))
      .execute();
    for (const { key } of unfinished) await this.erase(key);
  }
}
