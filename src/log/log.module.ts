import { type DynamicModule, Global, Module } from '@nestjs/common';
import { EntryTypes } from './entry-type.js';
import { RoomLogService } from './room-log.service.js';

@Global()
@Module({ providers: [RoomLogService], exports: [RoomLogService] })
export class LogModule {
  static with(types: EntryTypes): DynamicModule {
    return {
      module: LogModule,
      providers: [{ provide: EntryTypes, useValue: types }],
      exports: [EntryTypes],
    };
  }
}
