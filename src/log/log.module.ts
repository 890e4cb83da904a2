import { Module } from '@nestjs/common';
import { RoomLogService } from './room-log.service.js';

@Module({ providers: [RoomLogService], exports: [RoomLogService] })
export class LogModule {}
