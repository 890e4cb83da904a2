import { Controller, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Action } from '../http/action.js';
import { ActionEndpoint } from '../http/endpoint.js';
import { preferenceOf } from '../preferences/preferences.js';
import { RoomDoneJson } from '../rooms/dto/rooms.json.js';
import { RoomKey } from '../rooms/room-key.pipe.js';
import { Presence } from './presence.service.js';

@ApiTags('Updates')
@Controller()
export class PresenceController {
  constructor(private readonly presence: Presence) {}

  @Action('rooms/:room/writing')
  @ActionEndpoint({
    summary: 'Say that the caller is writing',
    description:
      'Polls that ask for `here` in the room are told so, until the caller posts there or for eight seconds. Repeat it every four seconds. Nothing is stored. It has no effect if the caller prefers that others do not see it.',
    answer: RoomDoneJson,
    problems: ['ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED'],
  })
  async write(
    @RoomKey() room: string,
    @Caller() caller: Principal,
    @Req() req: Request,
  ): Promise<RoomDoneJson> {
    await this.presence.write(caller.user, room, preferenceOf(req, 'presence') === 'on');
    return { room };
  }
}
