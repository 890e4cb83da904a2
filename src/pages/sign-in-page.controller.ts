import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { NextDto } from '../http/next.dto.js';
import { PageRenderer } from '../views/page-renderer.js';

@ApiExcludeController()
@Controller('sign-in')
export class SignInPageController {
  constructor(private readonly pages: PageRenderer) {}

  @Get()
  page(
    @Query() { next }: NextDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): void {
    if (caller.user?.isGuest === false && !req.refused) return res.redirect(302, next ?? '/');
    this.pages.render(req, res, 'sign-in', { here: '/sign-in', next });
  }
}
