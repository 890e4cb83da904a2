import { Module } from '@nestjs/common';
import { RoomLogService } from './room-log.service.js';
import { RoomLogStore } from './room-log.store.js';
import { SqliteRoomLogStore } from './sqlite/sqlite-room-log.store.js';

/** The room log, under everything that happens in a room. */
@Module({
  providers: [{ provide: RoomLogStore, useClass: SqliteRoomLogStore }, RoomLogService],
  exports: [RoomLogService],
})
export class LogModule {}
