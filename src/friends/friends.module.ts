import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { LogModule } from '../log/log.module.js';
import { BlockService } from './block.service.js';
import { FriendsDeletionStep } from './friends-deletion-step.js';
import { FriendListService } from './friend-list.service.js';
import { FriendService } from './friend.service.js';
import { FriendsController } from './friends.controller.js';
import { PeopleController } from './people.controller.js';

/** Friends, requests and blocks. */
@Module({
  imports: [AccountsModule, LogModule],
  controllers: [FriendsController, PeopleController],
  providers: [BlockService, FriendsDeletionStep, FriendListService, FriendService],
  exports: [BlockService, FriendListService, FriendService],
})
export class FriendsModule {}
