import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiProblems } from '../http/api-problems.js';
import { MeJson } from './dto/me.json.js';
import { SessionAnswer } from './session-answer.js';

@ApiTags('Who one is')
@Controller('api/me')
export class MeController {
  constructor(private readonly answer: SessionAnswer) {}

  @Get()
  @ApiOperation({
    summary: 'Who asks',
    description:
      'Begins a session with a cookie where there is none; nothing is stored of it until it writes.',
  })
  @ApiOkResponse({ type: MeJson })
  @ApiProblems()
  me(@Req() req: Request, @Res() res: Response): void {
    this.answer.me(req, res);
  }
}
