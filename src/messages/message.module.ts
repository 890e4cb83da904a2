import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FriendsModule } from '../friends/friends.module.js';
import { LogModule } from '../log/log.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { EventReader } from './event-reader.js';
import { HistoryService } from './history.service.js';
import { Interests } from './interests.js';
import { Mentions } from './mentions.js';
import { MessageBufferService } from './message-buffer.service.js';
import { MessageController } from './message.controller.js';
import { MessagePollService } from './message-poll.service.js';
import { MessageService } from './message.service.js';
import { MessageView } from './message.view.js';
import { NoticeView } from './notice.view.js';
import { PollQuota } from './poll-quota.js';
import { RoomMessagesController } from './room-messages.controller.js';
import { UpdatesController } from './updates.controller.js';
import { UpdatesService } from './updates.service.js';

/** Sending, buffering, history and the long polls of both surfaces. */
@Module({
  imports: [AccountsModule, FriendsModule, LogModule, RoomsModule],
  // The polls first: see AppModule.
  controllers: [UpdatesController, MessageController, RoomMessagesController],
  providers: [
    EventReader,
    HistoryService,
    Interests,
    Mentions,
    MessageBufferService,
    MessagePollService,
    MessageService,
    MessageView,
    NoticeView,
    PollQuota,
    UpdatesService,
  ],
  exports: [MessageBufferService, MessageView, NoticeView],
})
export class MessageModule {}
