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
import { type FormError, FormPages } from './form-pages.js';

@ApiExcludeController()
@Controller('sign-in')
export class SignInPageController {
  constructor(
    private readonly signIns: SignInService,
    private readonly answer: SessionAnswer,
    private readonly forms: FormPages,
    private readonly pages: PageRenderer,
    private readonly translator: Translator,
  ) {}

  @Get()
  async page(@Query() { next }: NextDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    if (req.session.user?.isGuest === false) return res.redirect(302, next ?? '/');
    await this.#show(req, res, { next });
  }

  @Post()
  async submit(@Body() dto: CredentialsDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    const { name, next } = dto;
    await this.forms.submit(req, res, {
      act: async () => this.answer.hand(req, res, await this.signIns.signIn(visitOf(req), dto)),
      next: next ?? '/',
      show: (error) => this.#show(req, res, { next, name, error }),
    });
  }

  async #show(
    req: Request,
    res: Response,
    content: { next?: string | undefined; name?: string; error?: FormError },
  ): Promise<void> {
    const title = this.translator.t(languageOf(req), 'signIn.title');
    this.pages.render(
      req,
      res,
      'sign-in',
      { title, here: '/sign-in', ...content },
      { status: content.error?.status },
    );
  }
}
