import { Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { Config } from '../../config/config.js';
import { CookieSecret } from '../../config/cookie-secret.js';
import { SharedLimiters } from '../../limits/shared-limiters.js';
import { RoomLogStore } from '../../log/room-log.store.js';
import { PINO } from '../../logging/pino.js';
import { RememberedPositions } from '../../polls/tornado/remembered-positions.js';
import { HintBus } from '../../signals/hint-bus.js';
import { SignalFeed } from '../../signals/signal-feed.js';
import { Signals } from '../../signals/signals.js';
import { Storage } from '../storage.js';
import { DatabaseClock } from './database-clock.js';
import { openPostgres } from './open-postgres.js';
import { PostgresExpiredRows } from './postgres-expired-rows.js';
import { PostgresHintBus } from './postgres-hint-bus.js';
import { PostgresLimiters } from './postgres-limiters.js';
import { PostgresRememberedPositions } from './postgres-remembered-positions.js';
import { PostgresRoomLogStore } from './postgres-room-log.store.js';
import { settingsIn } from './postgres-settings.js';
import type { PostgresStorage } from './postgres-storage.js';

function open(
  config: Config,
  secret: CookieSecret,
  signals: Signals,
  bus: HintBus,
  clock: DatabaseClock,
  pino: Logger,
): Promise<PostgresStorage> {
  // Each is made again when it is next used, and a lasting loss is told by the feed.
  const onLost = (reason: string): void => pino.debug({ event: 'database connection lost', reason });
  // Only a restart can make the caches right. Waiting requests get no answer, because nobody knows the right one.
  const onDeath = (err: Error): void => {
    pino.fatal({ event: 'signals missed', err }, `Linger is stopping: ${err.message}`);
    process.exit(1);
  };
  return openPostgres(settingsIn(config), { signals, bus, clock, secretTag: secret.tag, onLost, onDeath });
}

/** The database that this node shares with others: opened and migrated before anything uses it, closed after HTTP. */
@Global()
@Module({
  providers: [
    DatabaseClock,
    {
      provide: Storage,
      inject: [Config, CookieSecret, Signals, HintBus, DatabaseClock, PINO],
      useFactory: open,
    },
    {
      provide: HintBus,
      inject: [Config, DatabaseClock],
      useFactory: (config: Config, clock: DatabaseClock) => new PostgresHintBus(settingsIn(config), clock),
    },
    PostgresExpiredRows,
    { provide: RememberedPositions, useClass: PostgresRememberedPositions },
    { provide: SharedLimiters, useClass: PostgresLimiters },
    { provide: RoomLogStore, useClass: PostgresRoomLogStore },
    { provide: SignalFeed, inject: [Storage], useFactory: (storage: PostgresStorage) => storage.feed },
  ],
  exports: [Storage, RoomLogStore, SignalFeed, HintBus, RememberedPositions, SharedLimiters],
})
export class PostgresStorageModule {}
