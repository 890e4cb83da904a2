import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { answerJson } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { languageOf } from '../i18n/language.js';
import { JsonBytes } from '../json-bytes.js';
import type { Message } from '../log/entry.js';
import { LogKeyPipe } from '../rooms/log-key.pipe.js';
import { RoomKeyPipe } from '../rooms/room-key.pipe.js';
import { EntriesQueryDto } from './dto/entries-query.dto.js';
import { EntriesJson } from './dto/entries.json.js';
import { MessageTextDto, RoomMessageDto } from './dto/message-text.dto.js';
import { MessageJson } from './dto/message.json.js';
import { HistoryService } from './history.service.js';
import { MessageService } from './message.service.js';
import { MessageView } from './message.view.js';

const BODY_PROBLEMS = ['BODY_BLANK', 'BODY_TOO_LONG', 'BODY_INVALID'] as const;

/** The REST surface of one room: its history and its messages. */
@ApiTags('Messages')
@ApiParam({ name: 'room', description: 'Key of the room, percent-encoded.', example: 'lobby' })
@Controller('api/rooms/:room')
export class RoomMessagesController {
  constructor(
    private readonly history: HistoryService,
    private readonly messages: MessageService,
    private readonly view: MessageView,
  ) {}

  @Get('entries')
  @ApiOperation({
    summary: 'The history of a room',
    description:
      'A stretch of its log; that of `@me` too. `after` and `before` are exclusive: those of a gap give exactly the hole.',
  })
  @ApiOkResponse({ type: EntriesJson })
  @ApiProblems('ROOM_INVALID', 'NOT_FOUND')
  async entries(
    @Param('room', LogKeyPipe) room: string,
    @Query() { after, before, limit, order = after === undefined ? 'newest' : 'oldest' }: EntriesQueryDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    const { user } = caller;
    answerJson(res, await this.history.list({ user, room, after, before, limit, order }));
  }

  @Post('messages')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Send a message',
    description:
      'Answered 201 means stored. A repeat with the same `client_id`, room and body gets the first message in its present state, with `Idempotent-Replayed: true`.',
  })
  @ApiConsumes(...BODY_TYPES)
  @ApiCreatedResponse({ type: MessageJson })
  @ApiProblems(...BODY_PROBLEMS, 'ROOM_INVALID', 'NOT_FOUND', 'CLIENT_ID_REUSED')
  async create(
    @Param('room', RoomKeyPipe) room: string,
    @Body() { body, client_id: clientId, room_name }: RoomMessageDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { entry, outcome } = await this.messages.send(caller.session, languageOf(req), {
      room,
      body,
      clientId: clientId ?? null,
      roomName: room_name ?? String(req.params['room']),
    });
    const headers: Record<string, string> = outcome === 'repeated' ? { 'Idempotent-Replayed': 'true' } : {};
    answerJson(res, this.#json(entry.message), { status: 201, headers });
  }

  @Post('messages/:id/edit')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Change a message of one’s own',
    description: 'Stored as an entry of the room. The same text again changes nothing.',
  })
  @ApiConsumes(...BODY_TYPES)
  @ApiOkResponse({ type: MessageJson })
  @ApiProblems(...BODY_PROBLEMS, 'ROOM_INVALID', 'NOT_YOURS', 'NOT_FOUND')
  async edit(
    @Param('room', RoomKeyPipe) room: string,
    @Param('id') id: string,
    @Body() { body }: MessageTextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    answerJson(res, this.#json(await this.messages.edit(caller.session, { room, id, body })));
  }

  @Post('messages/:id/delete')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Delete a message of one’s own',
    description:
      'Its text is gone from the server; its place in the room stays. Once more changes nothing. Moderators of a group may delete any of its messages.',
  })
  @ApiOkResponse({ type: MessageJson })
  @ApiProblems('ROOM_INVALID', 'NOT_YOURS', 'NOT_FOUND')
  async delete(
    @Param('room', RoomKeyPipe) room: string,
    @Param('id') id: string,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    answerJson(res, this.#json(await this.messages.delete(caller.session, { room, id })));
  }

  #json(message: Message): JsonBytes {
    return JsonBytes.of(this.view.json(message));
  }
}
