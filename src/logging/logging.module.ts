import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { PINO } from './pino.js';

/** Provides the one logger, which exists before the app does. */
@Global()
@Module({})
export class LoggingModule {
  static with(pino: Logger): DynamicModule {
    return { module: LoggingModule, providers: [{ provide: PINO, useValue: pino }], exports: [PINO] };
  }
}
