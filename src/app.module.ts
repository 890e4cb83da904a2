import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountsModule } from './accounts/accounts.module.js';
import { ApiDocsModule } from './api-docs/api-docs.module.js';
import { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DiagnoseModule } from './diagnose/diagnose.module.js';
import { EntryTypesModule } from './entry-types.js';
import { EntranceModule } from './entrance/entrance.module.js';
import { FriendsModule } from './friends/friends.module.js';
import { HealthModule } from './health/health.module.js';
import { I18nModule } from './i18n/i18n.module.js';
import { LimitsModule } from './limits/limits.module.js';
import { LogModule } from './log/log.module.js';
import { LoggingModule } from './logging/logging.module.js';
import { MessageModule } from './messages/message.module.js';
import { PagesModule } from './pages/pages.module.js';
import { PollsModule } from './polls/polls.module.js';
import { PreferencesModule } from './preferences/preferences.module.js';
import { PresenceModule } from './presence/presence.module.js';
import { PushModule } from './push/push.module.js';
import { RoomsModule } from './rooms/rooms.module.js';
import { SignalsModule } from './signals/signals.module.js';
import { PostgresStorageModule } from './storage/postgres/postgres-storage.module.js';
import { SqliteStorageModule } from './storage/sqlite/sqlite-storage.module.js';
import { ViewsModule } from './views/views.module.js';

/** All modules of the program. */
@Module({})
export class AppModule {
  static with(config: Config, pino: Logger): DynamicModule {
    return {
      module: AppModule,
      // Express tries routes in order, so the polls come first.
      imports: [
        PollsModule,
        MessageModule,
        ConfigModule.with(config),
        LoggingModule.with(pino),
        EntryTypesModule,
        SignalsModule,
        config.databaseUrl === undefined ? SqliteStorageModule : PostgresStorageModule,
        I18nModule,
        LimitsModule,
        ViewsModule,
        EntranceModule,
        LogModule,
        AccountsModule,
        PreferencesModule,
        PresenceModule,
        FriendsModule,
        RoomsModule,
        PushModule,
        PagesModule,
        HealthModule,
        DiagnoseModule,
        ApiDocsModule,
      ],
    };
  }
}
