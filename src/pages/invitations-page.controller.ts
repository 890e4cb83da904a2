import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { InvitationService } from '../rooms/invitation.service.js';
import { InviteLinkService } from '../rooms/invite-link.service.js';
import { roomPath } from '../rooms/room.js';
import { PageRenderer } from '../views/page-renderer.js';
import { FramedPages } from './framed-pages.js';

/**
 * The user's invitations, and the page that an invite link opens. Nothing happens before a button is pressed.
 */
@ApiExcludeController()
@Controller()
export class InvitationsPageController {
  constructor(
    private readonly invitations: InvitationService,
    private readonly links: InviteLinkService,
    private readonly framed: FramedPages,
    private readonly pages: PageRenderer,
  ) {}

  @Get('invitations')
  async list(@Caller() caller: Principal, @Req() req: Request, @Res() res: Response): Promise<void> {
    const open = await this.invitations.listFor(caller.user);
    const invitations = open.map((invitation) => ({ ...invitation, href: roomPath(invitation.room) }));
    const areMany = invitations.length > 1;
    await this.framed.render(req, res, 'invitations', { invitations, areMany, next: '/invitations' });
  }

  @Get('invite/:token')
  async preview(
    @Param('token') token: string,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { user } = caller;
    const { room, name, topic, memberCount, isMember } = await this.links.preview(user, token);
    if (isMember) return res.redirect(302, roomPath(room));
    const signedIn = user?.isGuest === false;
    this.pages.render(req, res, 'invite', { title: name, name, topic, memberCount, signedIn, token });
  }
}
