import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { answerJson } from '../http/answer.js';
import { Endpoint } from '../http/endpoint.js';
import { JsonBytes } from '../json-bytes.js';
import type { Message } from '../log/message.js';
import { languageOf } from '../preferences/preferences.js';
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
  @Endpoint({
    summary: 'Read the history of a room',
    description:
      'Part of the log of a room or of `@me`. `after` and `before` are exclusive: those of a gap select exactly the missing entries.',
    answer: EntriesJson,
    problems: ['ROOM_INVALID', 'NOT_FOUND'],
  })
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
  @Endpoint({
    summary: 'Send a message',
    description:
      'A status of 201 means that the message is stored. A repeat with the same `client_id`, room and body is answered with the stored message as it is now, and `Idempotent-Replayed: true`.',
    answer: MessageJson,
    status: 201,
    problems: [...BODY_PROBLEMS, 'ROOM_INVALID', 'NOT_FOUND', 'CLIENT_ID_REUSED'],
  })
  async create(
    @Param('room', RoomKeyPipe) room: string,
    @Body() { body, client_id: clientId, room_name }: RoomMessageDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { entry, outcome } = await this.messages.send(caller.session, () => languageOf(req), {
      room,
      body,
      clientId: clientId ?? null,
      roomName: room_name ?? String(req.params['room']),
    });
    const headers: Record<string, string> = outcome === 'repeated' ? { 'Idempotent-Replayed': 'true' } : {};
    answerJson(res, this.#json(entry.message), { status: 201, headers });
  }

  @Post('messages/:id/edit')
  @Endpoint({
    summary: 'Edit a message of the caller',
    description: 'The edit is stored as an entry of the room. Sending the same text again changes nothing.',
    answer: MessageJson,
    problems: [...BODY_PROBLEMS, 'ROOM_INVALID', 'NOT_YOURS', 'NOT_FOUND'],
  })
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
  @Endpoint({
    summary: 'Delete a message',
    description:
      'Its text is erased from the server; its place in the room stays. A repeat changes nothing. Everybody may delete their own messages; moderators and the owner of a group may delete any.',
    answer: MessageJson,
    problems: ['ROOM_INVALID', 'NOT_YOURS', 'NOT_FOUND'],
  })
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
