import { resolve } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { openToOthers } from '../../config/data-folder.js';
import { OwnLimiters, SharedLimiters } from '../../limits/shared-limiters.js';
import type { Logger } from 'pino';
import { RoomLogStore } from '../../log/room-log.store.js';
import { PINO } from '../../logging/pino.js';
import { HintBus, NoHintBus } from '../../signals/hint-bus.js';
import { OwnRememberedPositions, RememberedPositions } from '../../polls/tornado/remembered-positions.js';
import { OwnSignalFeed, SignalFeed } from '../../signals/signal-feed.js';
import { Signals } from '../../signals/signals.js';
import { Storage } from '../storage.js';
import { openSqlite } from './open-sqlite.js';
import { SqliteRoomLogStore } from './sqlite-room-log.store.js';

async function open(config: Config, signals: Signals, pino: Logger): Promise<Storage> {
  const storage = await openSqlite(config.dataDir, signals, {
    // Without its writer the process is useless, and only a restart can tell what has reached the disk. It
    // exits at once, so waiting requests get no answer: nobody knows the right one.
    onDeath: (err) => {
      pino.fatal({ event: 'database writer ended', err }, `Linger is stopping: ${err.message}`);
      process.exit(1);
    },
    onCheckpointFailure: (err) => pino.warn({ event: 'checkpoint failed', err }),
  });
  const [dataDir, mode] = [resolve(config.dataDir), openToOthers(config.dataDir)];
  if (mode !== undefined)
    pino.warn(
      { event: 'data folder open to others', dataDir, mode },
      `Other users of this machine can enter ${dataDir}. They cannot read the files of Linger. To close the folder as well, run: chmod 700 '${dataDir}'`,
    );
  return storage;
}

/** The one database: opened and migrated before anything uses it, closed after HTTP. */
@Global()
@Module({
  providers: [
    { provide: Storage, inject: [Config, Signals, PINO], useFactory: open },
    { provide: RoomLogStore, useClass: SqliteRoomLogStore },
    { provide: SignalFeed, useClass: OwnSignalFeed },
    { provide: RememberedPositions, useClass: OwnRememberedPositions },
    { provide: SharedLimiters, useClass: OwnLimiters },
    { provide: HintBus, useClass: NoHintBus },
  ],
  exports: [Storage, RoomLogStore, SignalFeed, HintBus, RememberedPositions, SharedLimiters],
})
export class SqliteStorageModule {}
