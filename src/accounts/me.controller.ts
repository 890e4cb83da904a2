import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Endpoint } from '../http/endpoint.js';
import { MeJson } from './dto/me.json.js';
import { SessionAnswer } from './session-answer.js';

@ApiTags('Identity')
@Controller('api/me')
export class MeController {
  constructor(private readonly answer: SessionAnswer) {}

  @Get()
  @Endpoint({
    summary: 'Show the caller and their token',
    description:
      'Starts a session and sets its cookie if there is none. The server stores nothing until the caller writes something.',
    answer: MeJson,
  })
  me(@Req() req: Request, @Res() res: Response): void {
    this.answer.me(req, res);
  }
}
