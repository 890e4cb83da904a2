import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FriendsModule } from '../friends/friends.module.js';
import { RoomsDeletionStep } from './rooms-deletion-step.js';
import { DeletedGroups } from './deleted-groups.js';
import { DirectRoomService } from './direct-room.service.js';
import { FollowedRooms } from './followed-rooms.js';
import { GroupService } from './group.service.js';
import { GroupsController } from './groups.controller.js';
import { InvitationService } from './invitation.service.js';
import { InvitationsController } from './invitations.controller.js';
import { InviteLinkService } from './invite-link.service.js';
import { InviteLinksController } from './invite-links.controller.js';
import { MembersController } from './members.controller.js';
import { MemberListsController } from './member-lists.controller.js';
import { MembershipService } from './membership.service.js';
import { MissedMessages } from './missed-messages.js';
import { ReadMarks } from './read-marks.js';
import { OpenRooms } from './open-rooms.service.js';
import { OpenRoomsController } from './open-rooms.controller.js';
import { RoomAccessService } from './room-access.service.js';
import { RoomChanges } from './room-changes.service.js';
import { RoomDirectory } from './room-directory.js';
import { RoomListService } from './room-list.service.js';
import { RoomPreferencesService } from './room-preferences.service.js';
import { RoomsController } from './rooms.controller.js';
import { SharedGroups } from './shared-groups.js';
import { UnreadCounts } from './unread-counts.js';
import { UnblockedDirectRooms } from './unblocked-direct-rooms.js';

/** Rooms: names, memberships, rights, read marks. */
@Module({
  imports: [AccountsModule, FriendsModule, LogModule],
  controllers: [
    RoomsController,
    OpenRoomsController,
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
    FollowedRooms,
    GroupService,
    InvitationService,
    InviteLinkService,
    MembershipService,
    MissedMessages,
    OpenRooms,
    ReadMarks,
    RoomAccessService,
    RoomChanges,
    RoomDirectory,
    RoomListService,
    RoomPreferencesService,
    SharedGroups,
    UnreadCounts,
    UnblockedDirectRooms,
  ],
  exports: [
    InvitationService,
    InviteLinkService,
    MembershipService,
    MissedMessages,
    OpenRooms,
    ReadMarks,
    RoomAccessService,
    RoomDirectory,
    RoomListService,
    RoomPreferencesService,
    SharedGroups,
  ],
})
export class RoomsModule {}
