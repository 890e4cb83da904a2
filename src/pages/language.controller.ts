import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { ActionEndpoint } from '../http/endpoint.js';
import { LANGUAGE_COOKIE } from '../i18n/language.js';
import { LanguageDto, LanguageJson } from './dto/language.dto.js';

const YEAR_S = 365 * 24 * 60 * 60;

@ApiTags('Identity')
@Controller('a/language')
export class LanguageController {
  constructor(private readonly config: Config) {}

  @Post()
  @ActionEndpoint({
    summary: 'Set the language of pages and error texts',
    description: 'It is kept in a cookie.',
    body: LanguageDto,
    answer: LanguageJson,
    problems: ['LANGUAGE_UNKNOWN'],
  })
  choose(@Body() { language }: LanguageDto, @Res({ passthrough: true }) res: Response): LanguageJson {
    const secure = this.config.secure ? '; Secure' : '';
    res.append(
      'Set-Cookie',
      `${LANGUAGE_COOKIE}=${language}; Max-Age=${YEAR_S}; Path=/; HttpOnly; SameSite=Lax${secure}`,
    );
    return { language };
  }
}
