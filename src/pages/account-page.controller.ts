import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { AccountPage } from './account-page.js';
import { AccountQueryDto } from './dto/account-queries.dto.js';

/** One's account. Its forms post to the actions of `accounts/`, but for the one that this page itself answers. */
@ApiExcludeController()
@Controller('account')
export class AccountPageController {
  constructor(private readonly page: AccountPage) {}

  @Get()
  async show(
    @Query() { done }: AccountQueryDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    if (caller.user?.isGuest !== false) return res.redirect(302, '/sign-in?next=%2Faccount');
    await this.page.show(req, res, { done });
  }

  /** Shown once, on the page itself: it stands in no address and in no history. */
  @Post('sign-in-link')
  async makeLink(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.page.showLink(req, res);
  }
}
