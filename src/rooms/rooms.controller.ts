import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answerJson } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { JsonBytes } from '../json-bytes.js';
import { RoomsJson } from './dto/rooms.json.js';
import { RoomListService } from './room-list.service.js';

@ApiTags('Rooms')
@Controller('api/rooms')
export class RoomsController {
  constructor(private readonly rooms: RoomListService) {}

  @Get()
  @ApiOperation({
    summary: 'The caller’s rooms',
    description: 'The lobby, and the rooms in which they wrote.',
  })
  @ApiOkResponse({ type: RoomsJson })
  @ApiProblems()
  async list(@Req() req: Request, @Res() res: Response): Promise<void> {
    const listed = await this.rooms.list(req.session.user?.id);
    const json: RoomsJson = { rooms: listed.map(({ room, seq }) => ({ room, kind: 'open', seq })) };
    answerJson(res, JsonBytes.of(JSON.stringify(json)));
  }
}
