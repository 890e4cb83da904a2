import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import type { Logger } from 'pino';
import { PINO } from '../logging/pino.js';
import { Database } from './database.js';
import { openSqlite } from './sqlite/open-sqlite.js';

function open(config: Config, pino: Logger): Promise<Database> {
  return openSqlite(config.dataDir, {
    // Without its writer the process is of no use, and a fresh start is the way to know what has reached the disk. The
    // exit is at once: who waits for an answer gets none, because nobody knows it.
    onDeath: (err) => {
      pino.fatal({ event: 'database writer ended', err }, `Linger ends. ${err.message}`);
      process.exit(1);
    },
    onCheckpointFailure: (err) => pino.warn({ event: 'checkpoint failed', err }),
  });
}

/** The one database, open and migrated before anything asks for it, closed after HTTP. */
@Global()
@Module({
  providers: [{ provide: Database, inject: [Config, PINO], useFactory: open }],
  exports: [Database],
})
export class DatabaseModule {}
