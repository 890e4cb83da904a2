import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { PINO, createPino } from './pino.js';

@Global()
@Module({
  providers: [
    { provide: PINO, inject: [Config], useFactory: (config: Config) => createPino(config.logLevel) },
  ],
  exports: [PINO],
})
export class LoggingModule {}
