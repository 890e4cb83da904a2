import { Body, Controller, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Action, isPageForm } from '../http/action.js';
import { Redirection } from '../http/answer.js';
import { clientAddress } from '../http/client-address.js';
import { ActionEndpoint } from '../http/endpoint.js';
import { DirectRoomService } from './direct-room.service.js';
import { GroupNameDto, NewGroupDto, TopicDto } from './dto/group.dto.js';
import { UserDto } from './dto/people.dto.js';
import { RoomDoneJson, RoomJson } from './dto/rooms.json.js';
import { GroupService } from './group.service.js';
import { FollowedRooms } from './followed-rooms.js';
import { OpenRooms } from './open-rooms.service.js';
import { MembershipService } from './membership.service.js';
import { isPrivateKey, roomPath } from './room.js';
import { RoomKey } from './room-key.pipe.js';
import { RoomListService } from './room-list.service.js';
import { roomJson } from './room.view.js';

const NAME_PROBLEMS = ['NAME_BLANK', 'NAME_TOO_LONG', 'NAME_INVALID'] as const;
const ROOM_PROBLEMS = ['ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED'] as const;

@ApiTags('Rooms')
@Controller()
export class GroupsController {
  constructor(
    private readonly groups: GroupService,
    private readonly memberships: MembershipService,
    private readonly directRooms: DirectRoomService,
    private readonly rooms: RoomListService,
    private readonly followed: FollowedRooms,
    private readonly openRooms: OpenRooms,
  ) {}

  @Action('groups', { form: 'new/group' })
  @ActionEndpoint({
    summary: 'Create a group',
    description: 'The caller becomes its owner.',
    body: NewGroupDto,
    answer: RoomJson,
    status: 201,
    problems: [...NAME_PROBLEMS, 'TOPIC_TOO_LONG', 'SIGN_IN_REQUIRED', 'TOO_MANY_ROOMS'],
  })
  async create(@Body() dto: NewGroupDto, @Caller() caller: Principal, @Req() req: Request) {
    const key = await this.groups.create(caller.user, dto, clientAddress(req));
    return isPageForm(req) ? new Redirection(303, roomPath(key)) : this.#room(caller, key);
  }

  @Action('direct', { form: 'new/direct' })
  @ApiCreatedResponse({ type: RoomJson })
  @ActionEndpoint({
    summary: 'Open the direct room with a person',
    description: 'Each pair of people has one room. The status is 201 if this request created it, else 200.',
    body: UserDto,
    answer: RoomJson,
    problems: [
      'SIGN_IN_REQUIRED',
      'USER_UNKNOWN',
      'YOURSELF',
      'DIRECT_FRIENDS_ONLY',
      'TOO_MANY_ROOMS',
      'TOO_MANY_REQUESTS',
    ],
  })
  async direct(
    @Body() dto: UserDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ) {
    const { key, isNew } = await this.directRooms.findOrCreate(caller.user, dto.user, clientAddress(req));
    if (isPageForm(req)) return new Redirection(303, roomPath(key));
    res.status(isNew ? 201 : 200);
    return this.#room(caller, key);
  }

  @Action('rooms/:room/rename')
  @ActionEndpoint({
    summary: 'Rename a group',
    description: 'Only its owner may do this.',
    body: GroupNameDto,
    answer: RoomJson,
    problems: [...NAME_PROBLEMS, ...ROOM_PROBLEMS, 'TOO_MANY_REQUESTS'],
  })
  async rename(@RoomKey() room: string, @Body() { name }: GroupNameDto, @Caller() caller: Principal) {
    await this.groups.rename(caller.user, room, name);
    return this.#room(caller, room);
  }

  @Action('rooms/:room/topic')
  @ActionEndpoint({
    summary: 'Set the topic of a group or an open room',
    description:
      'Only its owner may do this: in an open room, the account that made the first entry. The lobby has no owner.',
    body: TopicDto,
    answer: RoomJson,
    problems: ['TOPIC_TOO_LONG', ...ROOM_PROBLEMS, 'TOO_MANY_REQUESTS'],
  })
  async setTopic(@RoomKey() room: string, @Body() { topic }: TopicDto, @Caller() caller: Principal) {
    await (isPrivateKey(room) ? this.groups : this.openRooms).setTopic(caller.user, room, topic);
    return this.#room(caller, room);
  }

  @Action('rooms/:room/follow')
  @ActionEndpoint({
    summary: 'Follow an open room',
    description:
      'It is listed, and counts as unread, until the caller leaves it. The page of a room does this when it is opened; writing in a room does it too. A room in which nobody has written yet cannot be followed. Of more than 50 rooms, the one followed first is dropped.',
    answer: RoomDoneJson,
    problems: ROOM_PROBLEMS,
  })
  async follow(@RoomKey() room: string, @Caller() caller: Principal) {
    await this.followed.follow(caller.user, room);
    return { room };
  }

  @Action('rooms/:room/leave')
  @ActionEndpoint({
    summary: 'Leave a group or an open room',
    description:
      'The owner of a group must hand it over first. If the owner is the only member, the group is deleted. An open room that the caller left is no longer listed, until they visit it or write in it again; the lobby stays.',
    answer: RoomDoneJson,
    problems: [...ROOM_PROBLEMS, 'OWNER_STAYS'],
  })
  async leave(@RoomKey() room: string, @Caller() caller: Principal) {
    await (isPrivateKey(room) ? this.memberships : this.followed).leave(caller.user, room);
    return { room };
  }

  @Action('rooms/:room/hide')
  @ActionEndpoint({
    summary: 'Hide a direct room',
    description:
      'Removes it from the caller’s list; the other person is not told. It is listed again when it gets a new entry or the caller opens it with `POST /api/direct`.',
    answer: RoomDoneJson,
    problems: ROOM_PROBLEMS,
  })
  async hide(@RoomKey() room: string, @Caller() caller: Principal) {
    await this.directRooms.hide(caller.user, room);
    return { room };
  }

  @Action('rooms/:room/delete')
  @ActionEndpoint({
    summary: 'Delete a group',
    description: 'Only its owner may do this. Its messages are erased from the server.',
    answer: RoomDoneJson,
    problems: ROOM_PROBLEMS,
  })
  async delete(@RoomKey() room: string, @Caller() caller: Principal) {
    await this.groups.delete(caller.user, room);
    return { room };
  }

  async #room({ user }: Principal, key: string): Promise<RoomJson> {
    return roomJson(await this.rooms.find(user, key));
  }
}
