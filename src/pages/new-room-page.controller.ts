import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { requireSignedIn } from '../accounts/accounts.js';
import { Caller, Principal } from '../accounts/principal.js';
import { FramedPages } from './framed-pages.js';

/** The page to create a group or message someone. Its forms post to the actions of `rooms/`. */
@ApiExcludeController()
@Controller('new')
export class NewRoomPageController {
  constructor(private readonly pages: FramedPages) {}

  @Get()
  async page(@Caller() caller: Principal, @Req() req: Request, @Res() res: Response): Promise<void> {
    requireSignedIn(caller.user);
    await this.pages.render(req, res, 'new');
  }
}
