import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccountsModule } from '../accounts/accounts.module.js';
import { Entrance } from './entrance.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestLog } from './request-log.js';

/** The steps before controllers, and the answers to errors. */
@Module({
  imports: [AccountsModule],
  providers: [RequestLog, Entrance, { provide: APP_FILTER, useClass: ProblemFilter }],
  exports: [Entrance],
})
export class EntranceModule {}
