import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { BuffersModule } from '../buffers/buffers.module.js';
import { FriendsModule } from '../friends/friends.module.js';
import { LogModule } from '../log/log.module.js';
import { MessageModule } from '../messages/message.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { HeldPolls } from './held-polls.js';
import { PollLoop } from './poll-loop.js';
import { PollQuota } from './poll-quota.js';
import { EventReader } from './rest/event-reader.js';
import { Interests } from './rest/interests.js';
import { MarksTopic } from './rest/marks-topic.js';
import { Topics } from './rest/topics.js';
import { UpdatesReader } from './rest/updates-reader.js';
import { UpdatesController } from './rest/updates.controller.js';
import { UpdatesService } from './rest/updates.service.js';
import { MessagePollService } from './tornado/message-poll.service.js';
import { MessageReader } from './tornado/message-reader.js';
import { MessageController } from './tornado/message.controller.js';

/** Held polls: one loop, and a thin adapter for each surface. */
@Module({
  imports: [AccountsModule, BuffersModule, FriendsModule, LogModule, MessageModule, RoomsModule],
  // The polls first, because Express searches routes in order; see AppModule.
  controllers: [UpdatesController, MessageController],
  providers: [
    EventReader,
    HeldPolls,
    Interests,
    MarksTopic,
    MessagePollService,
    MessageReader,
    PollLoop,
    PollQuota,
    Topics,
    UpdatesReader,
    UpdatesService,
  ],
  exports: [HeldPolls, Topics],
})
export class PollsModule {}
