import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SignInLinkService } from '../accounts/sign-in-link.service.js';
import { ChatError } from '../chat-error.js';
import { PageRenderer } from '../views/page-renderer.js';
import { LinkQueryDto } from './dto/account-queries.dto.js';

/** The page of a sign-in link. Opening it changes nothing; only its button signs in. */
@ApiExcludeController()
@Controller('sign-in/link')
export class SignInLinkPageController {
  constructor(
    private readonly links: SignInLinkService,
    private readonly pages: PageRenderer,
  ) {}

  @Get()
  async page(@Query() { code }: LinkQueryDto, @Req() req: Request, @Res() res: Response): Promise<void> {
    if (!(await this.links.works(code))) throw new ChatError('SIGN_IN_LINK_INVALID');
    this.pages.render(req, res, 'sign-in-link', { code });
  }
}
