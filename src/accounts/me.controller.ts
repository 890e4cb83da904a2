import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answerJson } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { JsonBytes } from '../json-bytes.js';
import { RoomLogService } from '../log/room-log.service.js';
import { MeJson } from './dto/me.json.js';
import { handSession } from './hand-session.js';
import { SessionCookie } from './session-cookie.js';

@ApiTags('Who one is')
@Controller('api/me')
export class MeController {
  constructor(
    private readonly cookie: SessionCookie,
    private readonly log: RoomLogService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Who asks',
    description:
      'Begins a session with a cookie where there is none; nothing is stored of it until it writes.',
  })
  @ApiOkResponse({ type: MeJson })
  @ApiProblems()
  me(@Req() req: Request, @Res() res: Response): void {
    const csrfToken = handSession(req, res, this.cookie);
    const { id = null, name = null } = req.session.user ?? {};
    const me: MeJson = { id, name, csrfToken, epoch: this.log.epoch };
    answerJson(res, JsonBytes.of(JSON.stringify(me)));
  }
}
