import { Module } from '@nestjs/common';
import { RoomLogService } from './room-log.service.js';

/** The room log, under everything that happens in a room. */
@Module({ providers: [RoomLogService], exports: [RoomLogService] })
export class LogModule {}
