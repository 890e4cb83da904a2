import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import type { Logger } from 'pino';
import { PINO } from '../logging/pino.js';
import { Database } from './database.js';
import { openSqlite } from './sqlite/open-sqlite.js';

/** Without its writer the process is of no use, and a fresh start is the way to know what has reached the disk. */
function open(config: Config, pino: Logger): Promise<Database> {
  return openSqlite(config.dataDir, (err) => {
    pino.fatal({ event: 'database writer ended', err });
    process.exit(1);
  });
}

/** The one database, open and migrated before anything asks for it, closed after HTTP. */
@Global()
@Module({
  providers: [{ provide: Database, inject: [Config, PINO], useFactory: open }],
  exports: [Database],
})
export class DatabaseModule {}
