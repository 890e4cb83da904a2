import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FriendsModule } from '../friends/friends.module.js';
import { LogModule } from '../log/log.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { HistoryService } from './history.service.js';
import { Mentions } from './mentions.js';
import { MessageService } from './message.service.js';
import { MessageTexts } from './message-texts.js';
import { MessageView } from './message.view.js';
import { NoticeView } from './notice.view.js';
import { PreviewController } from './preview.controller.js';
import { RoomMessagesController } from './room-messages.controller.js';
import { RoomPeople } from './room-people.js';
import { RoomPeopleController } from './room-people.controller.js';

@Module({
  imports: [AccountsModule, FriendsModule, LogModule, RoomsModule],
  controllers: [PreviewController, RoomMessagesController, RoomPeopleController],
  providers: [HistoryService, Mentions, MessageTexts, MessageService, MessageView, NoticeView, RoomPeople],
  exports: [MessageService, MessageView, NoticeView],
})
export class MessageModule {}
