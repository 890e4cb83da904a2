import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiConsumes, ApiFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { answerJson } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { LANGUAGE_COOKIE } from '../i18n/language.js';
import { JsonBytes } from '../json-bytes.js';
import { LanguageDto, LanguageJson } from './dto/language.dto.js';

const YEAR_S = 365 * 24 * 60 * 60;

@ApiTags('Who one is')
@Controller('a/language')
export class LanguageController {
  constructor(private readonly config: Config) {}

  /** Stores the visitor's language in a cookie: 200 `{"language"}`, or 302 to `next`. */
  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Choose the language',
    description: 'Of pages and of error texts. A cookie keeps it.',
  })
  @ApiConsumes('application/x-www-form-urlencoded', 'application/json')
  @ApiOkResponse({ type: LanguageJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems('LANGUAGE_UNKNOWN', 'NEXT_INVALID')
  choose(@Body() { language, next }: LanguageDto, @Res() res: Response): void {
    const secure = this.config.secure ? '; Secure' : '';
    res.append(
      'Set-Cookie',
      `${LANGUAGE_COOKIE}=${language}; Max-Age=${YEAR_S}; Path=/; HttpOnly; SameSite=Lax${secure}`,
    );
    if (next !== undefined) return res.redirect(302, next);
    answerJson(res, JsonBytes.of(JSON.stringify({ language })));
  }
}
