import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { MessageBufferService } from './message-buffer.service.js';
import { RoomFollower } from './room-follower.js';

/** The newest entries of active rooms. */
@Module({
  imports: [LogModule],
  providers: [MessageBufferService, RoomFollower],
  exports: [MessageBufferService],
})
export class BuffersModule {}
