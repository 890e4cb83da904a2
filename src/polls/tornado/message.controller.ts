import { Body, Controller, Next, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiFoundResponse, ApiTags } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { Caller, Principal } from '../../accounts/principal.js';
import { clientAddress } from '../../http/client-address.js';
import { Endpoint } from '../../http/endpoint.js';
import type { Fields } from '../../http/fields.js';
import { answerJson } from '../../http/answer.js';
import { JsonBytes } from '../../json-bytes.js';
import { NewMessageDto } from '../../messages/dto/new-message.dto.js';
import { MessageJson } from '../../messages/dto/message.json.js';
import { answerPoll } from '../answer-poll.js';
import { pollFields } from './dto/poll-fields.js';
import { PollBodyJson, PollJson } from './dto/poll.json.js';
import { languageOf } from '../../preferences/preferences.js';
import { LOBBY } from '../../rooms/room.js';
import { HeldPolls } from '../held-polls.js';
import { MessagePollService } from './message-poll.service.js';
import { MessageService } from '../../messages/message.service.js';
import { MessageView } from '../../messages/message.view.js';

/** The protocol of Tornado's chat demo and of its "with room" variant. */
@ApiTags('For clients of Tornado’s chat demo')
@Controller('a/message')
export class MessageController {
  constructor(
    private readonly messages: MessageService,
    private readonly polls: MessagePollService,
    private readonly held: HeldPolls,
    private readonly view: MessageView,
  ) {}

  /**
   * The long poll: `{"messages":[…]}` as soon as there are any after the cursor, `{"cursor":…}` when the hold
   * is over.
   */
  @Post('updates')
  @ApiBody({ type: PollBodyJson })
  @Endpoint({
    summary: 'Wait for new messages in one room',
    description: 'The request is held until there are messages after the cursor, or the hold is over.',
    answer: PollJson,
    problems: ['ROOM_INVALID', 'NOT_FOUND', 'TOO_MANY_POLLS'],
  })
  updates(@Req() req: Request, @Res() res: Response, @Next() next: NextFunction): void {
    const { room, cursor, waitMs } = pollFields(req.body as Fields);
    const query = { room, cursor, waitMs, session: req.session, address: clientAddress(req) };
    void answerPoll(req, res, next, this.held, (waiter) => this.polls.poll(query, waiter));
  }

  /** Stores a message: 200 and the message as JSON, or 302 to `next`. A repeat is marked `Idempotent-Replayed: true`. */
  @Post('new')
  @ApiFoundResponse({ description: 'Redirects to `next`, if given.' })
  @Endpoint({
    summary: 'Send a message',
    description:
      'A status of 200 or 302 means that the message is stored. A repeat with the same `client_id`, room and body is answered with the stored message as it is now, and `Idempotent-Replayed: true`.',
    answer: MessageJson,
    problems: [
      'BODY_BLANK',
      'BODY_TOO_LONG',
      'BODY_INVALID',
      'ROOM_INVALID',
      'NOT_FOUND',
      'NEXT_INVALID',
      'CLIENT_ID_REUSED',
    ],
  })
  async create(
    @Body() dto: NewMessageDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { body, room, next, client_id: clientId = null } = dto;
    const { room: typed = LOBBY } = req.body as { room?: string };
    const { entry, outcome } = await this.messages.send(caller.session, () => languageOf(req), {
      room,
      body,
      clientId,
      roomName: dto.room_name ?? typed,
    });
    if (outcome === 'repeated') res.setHeader('Idempotent-Replayed', 'true');
    if (next !== undefined) return res.redirect(302, next);
    answerJson(res, JsonBytes.of(this.view.json(entry.message)));
  }
}
