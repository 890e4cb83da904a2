import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { LogModule } from '../log/log.module.js';
import { MessageBufferService } from './message-buffer.service.js';
import { MessageController } from './message.controller.js';
import { MessagePollService } from './message-poll.service.js';
import { MessageService } from './message.service.js';
import { MessageView } from './message.view.js';

/** Sending, buffering and the long poll. */
@Module({
  imports: [AccountsModule, LogModule],
  controllers: [MessageController],
  providers: [MessageBufferService, MessagePollService, MessageService, MessageView],
  exports: [MessageBufferService, MessageView],
})
export class MessageModule {}
