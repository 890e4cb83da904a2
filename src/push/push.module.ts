import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { LogModule } from '../log/log.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { PushCalls } from './push-calls.js';
import { PushController } from './push.controller.js';
import { PushDelivery } from './push-delivery.js';
import { PushKeys } from './push-keys.js';
import { PushQueue } from './push-queue.js';
import { PushRecipients } from './push-recipients.js';
import { PushSubscriptions } from './push-subscriptions.service.js';
import { PushText } from './push-text.js';

/** Push notifications: they reach people whose browser is closed. */
@Module({
  imports: [AccountsModule, LogModule, RoomsModule],
  controllers: [PushController],
  providers: [PushCalls, PushDelivery, PushKeys, PushQueue, PushRecipients, PushSubscriptions, PushText],
  exports: [PushSubscriptions],
})
export class PushModule {}
