import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { answerJson } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { JsonBytes } from '../json-bytes.js';
import { OWN_LOG } from '../log/own-log.js';
import { ReadDto } from './dto/read.dto.js';
import { ReadJson, RoomJson, RoomsJson } from './dto/rooms.json.js';
import { ReadMarks } from './read-marks.js';
import { RoomKeyPipe } from './room-key.pipe.js';
import { RoomListService } from './room-list.service.js';
import { roomJson } from './room.view.js';

@ApiTags('Rooms')
@Controller('api/rooms')
export class RoomsController {
  constructor(
    private readonly rooms: RoomListService,
    private readonly marks: ReadMarks,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'The caller’s rooms',
    description: 'The lobby, the private rooms that they are in, and the open rooms in which they wrote.',
  })
  @ApiOkResponse({ type: RoomsJson })
  @ApiProblems()
  async list(@Caller() caller: Principal, @Res() res: Response): Promise<void> {
    const { user } = caller;
    const rooms = (await this.rooms.list(user)).map(roomJson);
    const own = { room: OWN_LOG, seq: await this.rooms.ownSeq(user) };
    const json: RoomsJson = { rooms, own };
    answerJson(res, JsonBytes.of(JSON.stringify(json)));
  }

  @Get(':room')
  @ApiParam({ name: 'room', description: 'Key of the room, percent-encoded.', example: 'lobby' })
  @ApiOperation({ summary: 'One room' })
  @ApiOkResponse({ type: RoomJson })
  @ApiProblems('ROOM_INVALID', 'NOT_FOUND')
  async find(
    @Param('room', RoomKeyPipe) room: string,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    answerJson(
      res,
      JsonBytes.of(
        JSON.stringify(roomJson(await this.rooms.find(caller.user, room, String(req.params['room'])))),
      ),
    );
  }

  @Post(':room/read')
  @HttpCode(200)
  @ApiParam({ name: 'room', description: 'Key of the room, percent-encoded.', example: 'lobby' })
  @ApiOperation({
    summary: 'Tell up to where one has read',
    description:
      'Stored together with what others have read in the same second. A mark only moves on. The polls of one’s other sessions hear of it at once, those of the same one with what they are answered next.',
  })
  @ApiConsumes(...BODY_TYPES)
  @ApiOkResponse({ type: ReadJson })
  @ApiProblems('ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED')
  async read(
    @Param('room', RoomKeyPipe) room: string,
    @Body() { seq }: ReadDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    const json: ReadJson = { room, seq: await this.marks.mark(caller.session, room, seq) };
    answerJson(res, JsonBytes.of(JSON.stringify(json)));
  }
}
