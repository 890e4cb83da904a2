import { Body, Controller, HttpCode, Param, Req, Res } from '@nestjs/common';
import {
  ApiConsumes,
  ApiCreatedResponse,
  ApiFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Action, isPageForm } from '../http/action.js';
import { answerOrRedirect } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { clientAddress } from '../http/client-address.js';
import { NextDto } from '../http/next.dto.js';
import { DirectRoomService } from './direct-room.service.js';
import { GroupNameDto, NewGroupDto, TopicDto } from './dto/group.dto.js';
import { UserDto } from './dto/people.dto.js';
import { RoomDoneJson, RoomJson } from './dto/rooms.json.js';
import { GroupService } from './group.service.js';
import { MembershipService } from './membership.service.js';
import { roomPath } from './room.js';
import { RoomKeyPipe } from './room-key.pipe.js';
import { RoomListService } from './room-list.service.js';
import { roomJson } from './room.view.js';

const NAME_PROBLEMS = ['NAME_BLANK', 'NAME_TOO_LONG', 'NAME_INVALID'] as const;
const ROOM_PROBLEMS = ['ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED', 'NEXT_INVALID'] as const;
const ROOM = { name: 'room', description: 'Key of the room.' };

@ApiTags('Rooms')
@ApiConsumes(...BODY_TYPES)
@Controller()
export class GroupsController {
  constructor(
    private readonly groups: GroupService,
    private readonly memberships: MembershipService,
    private readonly directRooms: DirectRoomService,
    private readonly rooms: RoomListService,
  ) {}

  @Action('groups', { form: 'new/group' })
  @HttpCode(201)
  @ApiOperation({ summary: 'Found a group', description: 'The caller owns it.' })
  @ApiCreatedResponse({ type: RoomJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(...NAME_PROBLEMS, 'TOPIC_TOO_LONG', 'NEXT_INVALID', 'SIGN_IN_REQUIRED', 'TOO_MANY_ROOMS')
  async create(
    @Body() dto: NewGroupDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const key = await this.groups.create(caller.user, dto, clientAddress(req));
    if (isPageForm(req)) return res.redirect(303, roomPath(key));
    await this.#answer(req, res, key, dto, 201);
  }

  @Action('direct', { form: 'new/direct' })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Talk with one person',
    description:
      'Answers the room of the two, 201 if it was made for that. There is one for each pair, for ever.',
  })
  @ApiOkResponse({ type: RoomJson })
  @ApiCreatedResponse({ type: RoomJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(
    'SIGN_IN_REQUIRED',
    'USER_UNKNOWN',
    'DIRECT_FRIENDS_ONLY',
    'TOO_MANY_ROOMS',
    'TOO_MANY_REQUESTS',
    'NEXT_INVALID',
  )
  async direct(
    @Body() dto: UserDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { key, isNew } = await this.directRooms.findOrCreate(caller.user, dto.user, clientAddress(req));
    if (isPageForm(req)) return res.redirect(303, roomPath(key));
    await this.#answer(req, res, key, dto, isNew ? 201 : 200);
  }

  @Action('rooms/:room/rename')
  @HttpCode(200)
  @ApiParam(ROOM)
  @ApiOperation({ summary: 'Give a group another name', description: 'For its owner.' })
  @ApiOkResponse({ type: RoomJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(...NAME_PROBLEMS, ...ROOM_PROBLEMS, 'TOO_MANY_REQUESTS')
  async rename(
    @Param('room', RoomKeyPipe) room: string,
    @Body() dto: GroupNameDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    await this.groups.rename(caller.user, room, dto.name);
    await this.#answer(req, res, room, dto);
  }

  @Action('rooms/:room/topic')
  @HttpCode(200)
  @ApiParam(ROOM)
  @ApiOperation({ summary: 'Say what a group is about', description: 'For its owner.' })
  @ApiOkResponse({ type: RoomJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems('TOPIC_TOO_LONG', ...ROOM_PROBLEMS, 'TOO_MANY_REQUESTS')
  async setTopic(
    @Param('room', RoomKeyPipe) room: string,
    @Body() dto: TopicDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    await this.groups.setTopic(caller.user, room, dto.topic);
    await this.#answer(req, res, room, dto);
  }

  @Action('rooms/:room/leave')
  @HttpCode(200)
  @ApiParam(ROOM)
  @ApiOperation({
    summary: 'Leave a group',
    description: 'An owner hands it over first; one who is alone deletes it with this.',
  })
  @ApiOkResponse({ type: RoomDoneJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(...ROOM_PROBLEMS, 'OWNER_STAYS')
  async leave(
    @Param('room', RoomKeyPipe) room: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.memberships.leave(caller.user, room);
    answerOrRedirect(res, next, { room });
  }

  @Action('rooms/:room/hide')
  @HttpCode(200)
  @ApiParam(ROOM)
  @ApiOperation({
    summary: 'Remove a talk from the list',
    description:
      'Of a direct room, for the caller alone; the other one is not told. It is listed again once something new stands in it, or when the caller asks for it by `POST /api/direct`.',
  })
  @ApiOkResponse({ type: RoomDoneJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(...ROOM_PROBLEMS)
  async hide(
    @Param('room', RoomKeyPipe) room: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.directRooms.hide(caller.user, room);
    answerOrRedirect(res, next, { room });
  }

  @Action('rooms/:room/delete')
  @HttpCode(200)
  @ApiParam(ROOM)
  @ApiOperation({
    summary: 'Delete a group',
    description: 'For its owner. What was said in it is gone from the server.',
  })
  @ApiOkResponse({ type: RoomDoneJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(...ROOM_PROBLEMS)
  async delete(
    @Param('room', RoomKeyPipe) room: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.groups.delete(caller.user, room);
    answerOrRedirect(res, next, { room });
  }

  async #answer(
    { session }: Request,
    res: Response,
    key: string,
    { next }: NextDto,
    status: 200 | 201 = 200,
  ): Promise<void> {
    answerOrRedirect(res, next, roomJson(await this.rooms.find(session.user, key)), status);
  }
}
