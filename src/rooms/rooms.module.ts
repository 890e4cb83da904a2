import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FriendsModule } from '../friends/friends.module.js';
import { RoomsDeletionStep } from './rooms-deletion-step.js';
import { DeletedGroups } from './deleted-groups.js';
import { DirectRoomService } from './direct-room.service.js';
import { GroupService } from './group.service.js';
import { GroupsController } from './groups.controller.js';
import { InvitationService } from './invitation.service.js';
import { InvitationsController } from './invitations.controller.js';
import { InviteLinkService } from './invite-link.service.js';
import { InviteLinksController } from './invite-links.controller.js';
import { MembersController } from './members.controller.js';
import { MemberListsController } from './member-lists.controller.js';
import { MembershipService } from './membership.service.js';
import { ReadMarks } from './read-marks.js';
import { RoomAccessService } from './room-access.service.js';
import { RoomChanges } from './room-changes.service.js';
import { RoomListService } from './room-list.service.js';
import { RoomsController } from './rooms.controller.js';
import { UnreadCounts } from './unread-counts.js';
import { UnblockedDirectRooms } from './unblocked-direct-rooms.js';

/** Rooms: names, memberships, rights, read marks. */
@Module({
  imports: [AccountsModule, FriendsModule, LogModule],
  controllers: [
    RoomsController,
    GroupsController,
    MembersController,
    MemberListsController,
    InvitationsController,
    InviteLinksController,
  ],
  providers: [
    RoomsDeletionStep,
    DeletedGroups,
    DirectRoomService,
    GroupService,
    InvitationService,
    InviteLinkService,
    MembershipService,
    ReadMarks,
    RoomAccessService,
    RoomChanges,
    RoomListService,
    UnreadCounts,
    UnblockedDirectRooms,
  ],
  exports: [
    InvitationService,
    InviteLinkService,
    MembershipService,
    ReadMarks,
    RoomAccessService,
    RoomListService,
  ],
})
export class RoomsModule {}
