import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { answerJson } from '../http/answer.js';
import { JsonBytes } from '../json-bytes.js';
import { languageOf } from '../i18n/language.js';
import { NameDto } from './dto/name.dto.js';
import { GuestService } from './guest.service.js';

@Controller('a/name')
export class NameController {
  constructor(private readonly guests: GuestService) {}

  /** Changes the visitor's display name, for what they send from now on: 200 `{"id","name"}`, or 302 to `next`. */
  @Post()
  @HttpCode(200)
  async rename(@Body() dto: NameDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const user = await this.guests.rename(req.session, languageOf(req), dto.name);
    if (dto.next !== undefined) return res.redirect(302, dto.next);
    answerJson(res, JsonBytes.of(JSON.stringify(user)));
  }
}
