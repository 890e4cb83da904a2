import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answerJson } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { languageOf } from '../i18n/language.js';
import { JsonBytes } from '../json-bytes.js';
import { UserJson } from './dto/me.json.js';
import { NameDto } from './dto/name.dto.js';
import { UserService } from './user.service.js';
import { Caller, Principal } from './principal.js';

@ApiTags('Who one is')
@Controller('a/name')
export class NameController {
  constructor(private readonly users: UserService) {}

  /** Changes the visitor's display name for future messages. Answers 200 `{"id","name"}`, or 302 to `next`. */
  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take another name',
    description:
      'For what one sends from then on: messages keep the name that they were sent under. An account signs in with it, and for 90 days with the earlier one too, which nobody else may take meanwhile.',
  })
  @ApiConsumes('application/x-www-form-urlencoded', 'application/json')
  @ApiOkResponse({ type: UserJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems(
    'NAME_BLANK',
    'NAME_TOO_LONG',
    'NAME_INVALID',
    'NAME_MIXED',
    'NAME_TAKEN',
    'NEXT_INVALID',
    'TOO_MANY_REQUESTS',
  )
  async rename(
    @Body() dto: NameDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { id, name } = await this.users.rename(caller.session, languageOf(req), dto.name);
    if (dto.next !== undefined) return res.redirect(302, dto.next);
    answerJson(res, JsonBytes.of(JSON.stringify({ id, name })));
  }
}
