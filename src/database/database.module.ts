import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from './database.js';
import { openSqlite } from './sqlite/open-sqlite.js';

/** The one database, open and migrated before anything asks for it, closed after HTTP. */
@Global()
@Module({
  providers: [
    { provide: Database, inject: [Config], useFactory: (config: Config) => openSqlite(config.dataDir) },
  ],
  exports: [Database],
})
export class DatabaseModule {}
