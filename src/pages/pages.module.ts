import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { MessageModule } from '../messages/message.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { LanguageController } from './language.controller.js';
import { RoomPageController } from './room-page.controller.js';

/** What a person sees. */
@Module({
  imports: [LogModule, MessageModule, RoomsModule],
  controllers: [LanguageController, RoomPageController],
})
export class PagesModule {}
