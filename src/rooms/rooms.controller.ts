import { Body, Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Action } from '../http/action.js';
import { ActionEndpoint, Endpoint } from '../http/endpoint.js';
import { OWN_LOG } from '../log/own-log.js';
import { ReadDto } from './dto/read.dto.js';
import { ReadJson, RoomJson, RoomsJson } from './dto/rooms.json.js';
import { ReadMarks } from './read-marks.js';
import { RoomKey } from './room-key.pipe.js';
import { RoomListService } from './room-list.service.js';
import { roomJson } from './room.view.js';

const ENCODED = { description: 'Key of the room, percent-encoded.', example: 'lobby' };

@ApiTags('Rooms')
@Controller()
export class RoomsController {
  constructor(
    private readonly rooms: RoomListService,
    private readonly marks: ReadMarks,
  ) {}

  @Get('api/rooms')
  @Endpoint({
    summary: 'List the caller’s rooms',
    description: 'The lobby, the private rooms they are a member of, and the open rooms they follow.',
    answer: RoomsJson,
  })
  async list(@Caller() { user }: Principal): Promise<RoomsJson> {
    const rooms = (await this.rooms.list(user)).map(roomJson);
    return { rooms, own: { room: OWN_LOG, seq: await this.rooms.ownSeq(user) } };
  }

  @Get('api/rooms/:room')
  @Endpoint({ summary: 'Show a room', answer: RoomJson, problems: ['ROOM_INVALID', 'NOT_FOUND'] })
  async find(
    @RoomKey(ENCODED) room: string,
    @Caller() caller: Principal,
    @Req() req: Request,
  ): Promise<RoomJson> {
    return roomJson(await this.rooms.find(caller.user, room, String(req.params['room'])));
  }

  @Action('rooms/:room/read')
  @ActionEndpoint({
    summary: 'Set the caller’s read mark',
    description:
      'A mark never moves back. It is stored within a second. Polls of the caller’s other sessions are answered at once; polls of this session get it with their next answer.',
    body: ReadDto,
    answer: ReadJson,
    problems: ['ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED'],
  })
  async read(
    @RoomKey(ENCODED) room: string,
    @Body() { seq }: ReadDto,
    @Caller() caller: Principal,
  ): Promise<ReadJson> {
    return { room, seq: await this.marks.mark(caller.session, room, seq) };
  }
}
