import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { PINO } from './pino.js';

/** The one logger, which is there before the app is. */
@Global()
@Module({})
export class LoggingModule {
  static with(pino: Logger): DynamicModule {
    return { module: LoggingModule, providers: [{ provide: PINO, useValue: pino }], exports: [PINO] };
  }
}
