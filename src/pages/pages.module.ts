import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { MessageModule } from '../messages/message.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { GroupPageController } from './group-page.controller.js';
import { InvitationsPageController } from './invitations-page.controller.js';
import { LanguageController } from './language.controller.js';
import { NewRoomPageController } from './new-room-page.controller.js';
import { RoomNames } from './room-names.js';
import { RoomPageController } from './room-page.controller.js';
import { RoomSide } from './room-side.js';

/** What a person sees. */
@Module({
  imports: [LogModule, MessageModule, RoomsModule],
  controllers: [
    GroupPageController,
    InvitationsPageController,
    LanguageController,
    NewRoomPageController,
    RoomPageController,
  ],
  providers: [RoomNames, RoomSide],
})
export class PagesModule {}
