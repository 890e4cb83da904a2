import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Principal } from '../accounts/principal.js';
import { UserId } from '../accounts/user-id.js';
import { Action } from '../http/action.js';
import { ActionEndpoint } from '../http/endpoint.js';
import { RoleDto } from './dto/people.dto.js';
import { UserDoneJson } from './dto/rooms.json.js';
import { MembershipService } from './membership.service.js';
import { RoomKey } from './room-key.pipe.js';

/** Describes an action that changes a member. */
const MemberAction = (about: { summary: string; description?: string; body?: typeof RoleDto }) =>
  ActionEndpoint({
    ...about,
    answer: UserDoneJson,
    problems: ['ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED', 'USER_UNKNOWN'],
  });

@ApiTags('Members of a group')
@Controller()
export class MembersController {
  constructor(private readonly memberships: MembershipService) {}

  @Action('rooms/:room/members/:user/remove')
  @MemberAction({ summary: 'Remove a member', description: 'They can return if they are invited again.' })
  async remove(@RoomKey() room: string, @UserId() user: string, @Caller() caller: Principal) {
    await this.memberships.remove(caller.user, room, user);
    return { room, user };
  }

  @Action('rooms/:room/members/:user/ban')
  @MemberAction({
    summary: 'Ban somebody',
    description:
      'Removes them if they are a member. No link or invitation lets them in until they are unbanned.',
  })
  async ban(@RoomKey() room: string, @UserId() user: string, @Caller() caller: Principal) {
    await this.memberships.ban(caller.user, room, user);
    return { room, user };
  }

  @Action('rooms/:room/members/:user/unban')
  @MemberAction({ summary: 'Lift a ban' })
  async unban(@RoomKey() room: string, @UserId() user: string, @Caller() caller: Principal) {
    await this.memberships.unban(caller.user, room, user);
    return { room, user };
  }

  @Action('rooms/:room/members/:user/role')
  @MemberAction({
    summary: 'Make a member a moderator, or a moderator a member',
    description: 'Only the owner may do this.',
    body: RoleDto,
  })
  async setRole(
    @RoomKey() room: string,
    @UserId() user: string,
    @Body() { role }: RoleDto,
    @Caller() caller: Principal,
  ) {
    await this.memberships.setRole(caller.user, room, user, role);
    return { room, user };
  }

  @Action('rooms/:room/members/:user/hand-over')
  @MemberAction({ summary: 'Hand the group over', description: 'The previous owner becomes a moderator.' })
  async handOver(@RoomKey() room: string, @UserId() user: string, @Caller() caller: Principal) {
    await this.memberships.handOver(caller.user, room, user);
    return { room, user };
  }
}
