import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { Clock } from '../clock.js';
import { RoomLogService } from '../log/room-log.service.js';
import { roomLock } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';

const FINISH_EVERY_MS = 60_000;

/**
 * Takes the texts of deleted groups out of the storage. That goes on after the commit in which nobody is in the group any more, in
 * steps that others who write come between. A deleted group that still has its name is unfinished: a stop or a full disk came between.
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

  /** Never rejects: what fails is tried again in a while. */
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
