import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import {
  ApiConsumes,
  ApiCreatedResponse,
  ApiFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, Principal } from '../accounts/principal.js';
import { Action, isPageForm } from '../http/action.js';
import { answerObject, answerOrRedirect } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { BODY_TYPES } from '../http/body-types.js';
import { NextDto } from '../http/next.dto.js';
import { NewLinkDto } from './dto/people.dto.js';
import { LinkedJson, MadeLinkJson } from './dto/people.json.js';
import { RoomDoneJson, RoomJson } from './dto/rooms.json.js';
import { InviteLinkService } from './invite-link.service.js';
import { invitePath, roomPath } from './room.js';
import { RoomKeyPipe } from './room-key.pipe.js';
import { RoomListService } from './room-list.service.js';
import { isoOf, roomJson } from './room.view.js';

const ROOM = { name: 'room', description: 'Key of the group.' };
const TOKEN = { name: 'token', description: 'What stands in the link.' };

@ApiTags('Invitations')
@ApiConsumes(...BODY_TYPES)
@Controller()
export class InviteLinksController {
  constructor(
    private readonly links: InviteLinkService,
    private readonly rooms: RoomListService,
  ) {}

  @Post('api/rooms/:room/links')
  @HttpCode(201)
  @ApiParam(ROOM)
  @ApiOperation({ summary: 'Make a link that leads into a group', description: 'For moderators.' })
  @ApiCreatedResponse({ type: MadeLinkJson })
  @ApiProblems('ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED', 'TOO_MANY_LINKS')
  async make(
    @Param('room', RoomKeyPipe) room: string,
    @Body() { days, uses }: NewLinkDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    const { id, token, expiresAt, usesLeft } = await this.links.make(caller.user, room, days, uses);
    const path = invitePath(token);
    const json: MadeLinkJson = { id, token, path, expires_at: isoOf(expiresAt), uses_left: usesLeft };
    answerObject(res, json, 201);
  }

  @Action('rooms/:room/links/:id/revoke')
  @HttpCode(200)
  @ApiParam(ROOM)
  @ApiParam({ name: 'id', description: 'Id of the link.' })
  @ApiOperation({ summary: 'Make a link lead nowhere', description: 'For moderators.' })
  @ApiOkResponse({ type: RoomDoneJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems('ROOM_INVALID', 'NOT_FOUND', 'NOT_ALLOWED', 'NEXT_INVALID')
  async revoke(
    @Param('room', RoomKeyPipe) room: string,
    @Param('id') id: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    await this.links.revoke(caller.user, room, id);
    answerOrRedirect(res, next, { room });
  }

  @Get('api/invite-links/:token')
  @ApiParam(TOKEN)
  @ApiOperation({ summary: 'Where a link leads to', description: 'Looking changes nothing.' })
  @ApiOkResponse({ type: LinkedJson })
  @ApiProblems('NOT_FOUND')
  async look(
    @Param('token') token: string,
    @Caller() caller: Principal,
    @Res() res: Response,
  ): Promise<void> {
    const { room, name, topic, memberCount, isMember } = await this.links.preview(caller.user, token);
    const json: LinkedJson = { name, topic, member_count: memberCount, ...(isMember ? { room } : {}) };
    answerObject(res, json);
  }

  @Action('invite-links/:token/join', { form: 'invite/:token' })
  @HttpCode(200)
  @ApiParam(TOKEN)
  @ApiOperation({ summary: 'Come in by a link' })
  @ApiOkResponse({ type: RoomJson })
  @ApiFoundResponse({ description: 'To `next`, if that was given.' })
  @ApiProblems('NOT_FOUND', 'SIGN_IN_REQUIRED', 'ROOM_FULL', 'TOO_MANY_ROOMS', 'NEXT_INVALID')
  async join(
    @Param('token') token: string,
    @Body() { next }: NextDto,
    @Caller() caller: Principal,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const key = await this.links.join(caller.user, token);
    if (isPageForm(req)) return res.redirect(303, roomPath(key));
    answerOrRedirect(res, next, roomJson(await this.rooms.find(caller.user, key)));
  }
}
