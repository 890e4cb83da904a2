import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Clock } from '../clock.js';
import { InterruptedWork } from '../interrupted-work.js';
import { RoomLogService } from '../log/room-log.service.js';
import { roomLock } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';

/**
 * Erases the texts of deleted groups, after the commit that deletes the group and in steps, so that other writers need not wait. A deleted
 * group that still has a name is unfinished: a stop or a full disk interrupted the erasure.
 */
@Injectable()
export class DeletedGroups extends InterruptedWork {
  constructor(
    private readonly storage: Storage,
    private readonly log: RoomLogService,
    clock: Clock,
  ) {
    super(clock, storage);
  }

  /** Never rejects: a failed erasure is retried within a minute. */
  async erase(key: string): Promise<void> {
    await this.attempt(async () => {
      await this.log.eraseRoom(key);
      await this.storage.transact({ lock: roomLock(key) }, (trx) =>
        trx.updateTable('rooms').set({ name: '' }).where('key', '=', key).execute(),
      );
      await this.log.eraseRemains();
    });
  }

  protected async finishAll(): Promise<void> {
    const unfinished = await this.storage.reader
      .selectFrom('rooms')
      .select('key')
      .where('deleted_at', 'is not', null)
      .where('name', '<>', sql.lit(''))
      .execute();
    for (const { key } of unfinished) await this.erase(key);
  }
}
