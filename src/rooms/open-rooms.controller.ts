import { Body, Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Action, isPageForm } from '../http/action.js';
import { Redirection } from '../http/answer.js';
import { clientAddress } from '../http/client-address.js';
import { ActionEndpoint, Endpoint } from '../http/endpoint.js';
import { languageOf } from '../preferences/preferences.js';
import { DirectoryQueryDto, NewOpenRoomDto } from './dto/open-rooms.dto.js';
import { DirectoryJson } from './dto/open-rooms.json.js';
import { RoomJson } from './dto/rooms.json.js';
import { OpenRooms } from './open-rooms.service.js';
import { RoomDirectory } from './room-directory.js';
import { RoomListService } from './room-list.service.js';
import { isoOf, roomJson } from './room.view.js';
import { roomPath } from './room.js';

/** The open rooms that there are. */
@ApiTags('Rooms')
@Controller()
export class OpenRoomsController {
  constructor(
    private readonly directory: RoomDirectory,
    private readonly openRooms: OpenRooms,
    private readonly rooms: RoomListService,
  ) {}

  @Get('api/open-rooms')
  @Endpoint({
    summary: 'List the open rooms',
    description: 'All of them except the lobby, in pages; the most recently active first.',
    answer: DirectoryJson,
    problems: ['FIELD_INVALID'],
  })
  async list(@Query() { after }: DirectoryQueryDto): Promise<DirectoryJson> {
    const { rooms, next } = await this.directory.page(after);
    return {
      rooms: rooms.map(({ activeAt, ...room }) => ({ ...room, active_at: isoOf(activeAt) })),
      ...(next === undefined ? {} : { next }),
    };
  }

  @Action('open-rooms', { form: 'rooms' })
  @ActionEndpoint({
    summary: 'Create an open room',
    description:
      'The first message in a room creates it too; this one says what the room is for. The caller follows the room. A visitor becomes a guest.',
    body: NewOpenRoomDto,
    answer: RoomJson,
    status: 201,
    problems: ['ROOM_INVALID', 'ROOM_EXISTS', 'TOPIC_TOO_LONG', 'TOO_MANY_REQUESTS'],
  })
  async create(@Body() dto: NewOpenRoomDto, @Caller() { session }: Principal, @Req() req: Request) {
    const founding = { session, language: languageOf(req), address: clientAddress(req) };
    const key = await this.openRooms.create(founding, dto);
    if (isPageForm(req)) return new Redirection(303, roomPath(key));
    return roomJson(await this.rooms.find(session.user, key));
  }
}
