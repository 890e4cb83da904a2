import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccountsModule } from '../accounts/accounts.module.js';
import { Entrance } from './entrance.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestLog } from './request-log.js';

/** What a request passes before its controller, and how it is answered when something is thrown. */
@Module({
  imports: [AccountsModule],
  providers: [RequestLog, Entrance, { provide: APP_FILTER, useClass: ProblemFilter }],
  exports: [Entrance],
})
export class EntranceModule {}
