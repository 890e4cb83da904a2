import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { AccountPage } from './account-page.js';
import { AccountQueryDto } from './dto/account-queries.dto.js';

/**
 * The account's page. Its forms post to the actions of `accounts/`, except the one that the page answers
 * itself.
 */
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

  /** The link is shown once, on the page itself, so that it is in no address and no history. */
  @Post('sign-in-link')
  async makeLink(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.page.showLink(req, res);
  }
}
