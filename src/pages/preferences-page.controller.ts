import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { LANGUAGES } from '../i18n/language.js';
import { PREFERENCES, PREFERENCE_NAMES, preferencesOf } from '../preferences/preferences.js';
import { FramedPages } from './framed-pages.js';
import { DoneQueryDto } from './dto/account-queries.dto.js';

/** The page on which everybody chooses how they want it, whether they have an account or not. */
@ApiExcludeController()
@Controller('preferences')
export class PreferencesPageController {
  constructor(private readonly pages: FramedPages) {}

  @Get()
  async page(@Query() { done }: DoneQueryDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const chosen = preferencesOf(req);
    const choices = PREFERENCE_NAMES.map((name) => ({
      name,
      options: PREFERENCES[name].map((value) => ({
        value,
        // Each language is called what its speakers call it.
        text: name === 'language' ? LANGUAGES[value as keyof typeof LANGUAGES] : undefined,
        checked: value === chosen[name],
      })),
    }));
    const next = '/preferences?done=preferences';
    await this.pages.render(req, res, 'preferences', { choices, done: done === 'preferences', next });
  }
}
