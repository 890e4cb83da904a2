import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { RoomListService } from './room-list.service.js';
import { RoomsController } from './rooms.controller.js';

/** Rooms: what they are called, and which are whose. */
@Module({
  imports: [LogModule],
  controllers: [RoomsController],
  providers: [RoomListService],
  exports: [RoomListService],
})
export class RoomsModule {}
