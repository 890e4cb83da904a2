import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { NextDto } from '../http/next.dto.js';
import { languageOf } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { PageRenderer } from '../views/page-renderer.js';

@ApiExcludeController()
@Controller('sign-in')
export class SignInPageController {
  constructor(
    private readonly pages: PageRenderer,
    private readonly translator: Translator,
  ) {}

  @Get()
  page(
    @Query() { next }: NextDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): void {
    if (caller.user?.isGuest === false && !req.refused) return res.redirect(302, next ?? '/');
    const title = this.translator.t(languageOf(req), 'signIn.title');
    this.pages.render(req, res, 'sign-in', { title, here: '/sign-in', next });
  }
}
