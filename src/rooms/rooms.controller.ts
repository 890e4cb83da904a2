import { Body, Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Action } from '../http/action.js';
import { ActionEndpoint, Endpoint } from '../http/endpoint.js';
import { OWN_LOG } from '../log/own-log.js';
import { ReadDto } from './dto/read.dto.js';
import { RoomPreferencesDto } from './dto/room-preferences.dto.js';
import { ReadJson, RoomJson, RoomPreferencesJson, RoomsJson } from './dto/rooms.json.js';
import { ReadMarks } from './read-marks.js';
import { RoomKey } from './room-key.pipe.js';
import { RoomListService } from './room-list.service.js';
import { RoomPreferencesService } from './room-preferences.service.js';
import { roomJson } from './room.view.js';

const ENCODED = { description: 'Key of the room, percent-encoded.', example: 'lobby' };

@ApiTags('Rooms')
@Controller()
export class RoomsController {
  constructor(
    private readonly rooms: RoomListService,
    private readonly marks: ReadMarks,
    private readonly preferences: RoomPreferencesService,
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

  @Action('rooms/:room/preferences')
  @ActionEndpoint({
    summary: 'Set the caller’s bell in a room, and pin the room',
    description:
      'What is absent stays as it is. `nothing` mutes the room. An open room that is pinned is listed. Leaving a room forgets this. In an open room, somebody must have written before.',
    body: RoomPreferencesDto,
    answer: RoomPreferencesJson,
    problems: ['ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED', 'PREFERENCE_UNKNOWN'],
  })
  async setPreferences(
    @RoomKey(ENCODED) room: string,
    @Body() dto: RoomPreferencesDto,
    @Caller() { user }: Principal,
  ): Promise<RoomPreferencesJson> {
    return { room, ...(await this.preferences.change(user, room, dto)) };
  }
}
