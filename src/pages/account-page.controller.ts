import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AccountDeletion } from '../accounts/account-deletion.js';
import { OwnSessions } from '../accounts/own-sessions.js';
import { PasswordChange } from '../accounts/password-change.js';
import { ProfileService } from '../accounts/profile.service.js';
import { SessionAnswer } from '../accounts/session-answer.js';
import { visitOf } from '../accounts/visit.js';
import { languageOf } from '../i18n/language.js';
import { AccountPage } from './account-page.js';
import {
  AccountQueryDto,
  DeletionFormDto,
  PasswordFormDto,
  ProfileFormDto,
} from './dto/account-forms.dto.js';

/** What one can do with one's account, each with a form of the page. */
@ApiExcludeController()
@Controller('account')
export class AccountPageController {
  constructor(
    private readonly profiles: ProfileService,
    private readonly passwords: PasswordChange,
    private readonly sessions: OwnSessions,
    private readonly deletion: AccountDeletion,
    private readonly answer: SessionAnswer,
    private readonly page: AccountPage,
  ) {}

  @Get()
  async show(@Query() { done }: AccountQueryDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    if (req.session.user?.isGuest !== false) return res.redirect(302, '/sign-in?next=%2Faccount');
    await this.page.show(req, res, { done });
  }

  @Post('profile')
  async changeProfile(@Body() dto: ProfileFormDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    await this.profiles.change(req.session, languageOf(req), dto);
    res.redirect(303, '/account?done=profile');
  }

  @Post('password')
  async changePassword(
    @Body() dto: PasswordFormDto,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const change = { password: dto.password, next: dto.new_password };
    this.answer.hand(req, res, await this.passwords.change(visitOf(req), change));
    res.redirect(303, '/account?done=password');
  }

  @Post('sign-out')
  async signOut(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.sessions.endThis(req.session);
    this.#leave(res);
  }

  @Post('sessions/end')
  async signOutEverywhere(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.sessions.endAll(req.session);
    this.#leave(res);
  }

  @Post('sessions/:id/end')
  async endOne(@Param('id') id: string, @Req() req: Request, @Res() res: Response): Promise<void> {
    if (await this.sessions.end(req.session, id)) return this.#leave(res);
    res.redirect(303, '/account?done=session');
  }

  @Post('delete')
  async delete(
    @Body() { password }: DeletionFormDto,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    await this.deletion.delete(visitOf(req), password);
    this.#leave(res);
  }

  /** Shown once, on the page itself: it stands in no address and in no history. */
  @Post('sign-in-link')
  async makeLink(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.page.showLink(req, res);
  }

  #leave(res: Response): void {
    this.answer.drop(res);
    res.redirect(303, '/');
  }
}
