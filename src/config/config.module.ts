import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Config } from './config.js';
import { CookieSecret } from './cookie-secret.js';

/** Provides the settings, the secret and the clock to every module. */
@Global()
@Module({})
export class ConfigModule {
  static with(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: Config, useValue: config }, CookieSecret, Clock],
      exports: [Config, CookieSecret, Clock],
    };
  }
}
