import { Module } from '@nestjs/common';
import { BuffersModule } from '../buffers/buffers.module.js';
import { FriendsModule } from '../friends/friends.module.js';
import { PollsModule } from '../polls/polls.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { PresenceTopic } from './presence-topic.js';
import { PresenceController } from './presence.controller.js';
import { Presence } from './presence.service.js';

/** Who is here and who is writing. */
@Module({
  imports: [BuffersModule, FriendsModule, PollsModule, RoomsModule],
  controllers: [PresenceController],
  providers: [Presence, PresenceTopic],
  exports: [Presence],
})
export class PresenceModule {}
