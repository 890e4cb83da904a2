import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { MIN_PASSWORD_CHARS } from '../accounts/password.js';
import { Caller, Principal } from '../accounts/principal.js';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Config } from '../config/config.js';
import { NextDto } from '../http/next.dto.js';
import { LANGUAGES, type Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { PageRenderer } from '../views/page-renderer.js';

@ApiExcludeController()
@Controller('sign-up')
export class SignUpPageController {
  constructor(
    private readonly pages: PageRenderer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  @Get()
  page(
    @Query() { next }: NextDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): void {
    const { user } = caller;
    if (user?.isGuest === false && !req.refused) return res.redirect(302, next ?? '/');
    if (!this.config.anyoneSignsUp) throw new ChatError('SIGN_UP_CLOSED');
    this.pages.render(req, res, 'sign-up', {
      isGuest: user !== null,
      minPassword: MIN_PASSWORD_CHARS,
      here: '/sign-up',
      next,
      name: this.#chosenName(user),
    });
  }

  /** A guest's name, unless we generated it. */
  #chosenName(user: User | null): string | undefined {
    const madeUp = (Object.keys(LANGUAGES) as Language[]).map((language) =>
      this.translator.t(language, 'guest.name', { number: '' }).trim(),
    );
    return user && !madeUp.some((start) => user.name.startsWith(start)) ? user.name : undefined;
  }
}
