import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SessionAnswer } from '../accounts/session-answer.js';
import { SignInService } from '../accounts/sign-in.service.js';
import { visitOf } from '../accounts/visit.js';
import { languageOf } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { PageRenderer } from '../views/page-renderer.js';
import { CredentialsDto, NextDto } from './dto/account-forms.dto.js';

@ApiExcludeController()
@Controller('sign-in')
export class SignInPageController {
  constructor(
    private readonly signIns: SignInService,
    private readonly answer: SessionAnswer,
    private readonly pages: PageRenderer,
    private readonly translator: Translator,
  ) {}

  @Get()
  page(@Query() { next }: NextDto, @Req() req: Request, @Res() res: Response): void {
    if (req.session.user?.isGuest === false && !req.refused) return res.redirect(302, next ?? '/');
    const title = this.translator.t(languageOf(req), 'signIn.title');
    this.pages.render(req, res, 'sign-in', { title, here: '/sign-in', next });
  }

  @Post()
  async submit(@Body() dto: CredentialsDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    this.answer.hand(req, res, await this.signIns.signIn(visitOf(req), dto));
    res.redirect(303, dto.next ?? '/');
  }
}
