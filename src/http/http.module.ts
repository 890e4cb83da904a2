import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestLog } from './request-log.js';
import { RequestPipeline } from './request-pipeline.js';

/** What every request passes. */
@Module({
  imports: [AccountsModule],
  providers: [RequestLog, RequestPipeline, { provide: APP_FILTER, useClass: ProblemFilter }],
  exports: [RequestPipeline],
})
export class HttpModule {}
