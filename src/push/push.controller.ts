import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { DoneJson } from '../accounts/dto/account.json.js';
import { Caller, Principal } from '../accounts/principal.js';
import { Action, isPageForm } from '../http/action.js';
import { Redirection } from '../http/answer.js';
import { Endpoint, PathParam } from '../http/endpoint.js';
import { languageOf } from '../preferences/preferences.js';
import { PushSubscriptionDto } from './dto/push.dto.js';
import { PushJson } from './dto/push.json.js';
import { PushKeys } from './push-keys.js';
import { PushSubscriptions } from './push-subscriptions.service.js';

@ApiTags('Push notifications')
@Controller()
export class PushController {
  constructor(
    private readonly subscriptions: PushSubscriptions,
    private readonly keys: PushKeys,
  ) {}

  @Get('api/push')
  @Endpoint({
    summary: 'List the devices that get push notifications',
    answer: PushJson,
  })
  async list(@Caller() { session }: Principal): Promise<PushJson> {
    const devices = await this.subscriptions.list(session);
    const isOffered = this.subscriptions.isOn && session.user?.isGuest === false;
    return {
      public_key: isOffered ? (await this.keys.get()).publicKey : null,
      devices: devices.map(({ id, device, createdAt, succeededAt, isThis }) => ({
        id,
        device,
        created_at: new Date(createdAt).toISOString(),
        last_success_at: succeededAt === null ? null : new Date(succeededAt).toISOString(),
        current: isThis,
      })),
    };
  }

  @Post('api/push')
  @Endpoint({
    summary: 'Get push notifications on this device',
    description:
      'They end with the session. A session has one subscription, an account at most 20: the oldest is dropped.',
    answer: DoneJson,
    problems: ['SIGN_IN_REQUIRED', 'PUSH_SERVICE_UNKNOWN'],
  })
  async store(
    @Body() dto: PushSubscriptionDto,
    @Caller() { session }: Principal,
    @Req() req: Request,
  ): Promise<DoneJson> {
    await this.subscriptions.store(session, dto, languageOf(req));
    return { done: true };
  }

  @Action('push/:id/remove', { form: 'account/push/:id/remove' })
  @Endpoint({
    summary: 'Stop push notifications to a device',
    answer: DoneJson,
    problems: ['SIGN_IN_REQUIRED', 'NOT_FOUND'],
  })
  async remove(
    @PathParam({ name: 'id', description: 'Id from the list of devices.' }) id: string,
    @Caller() { session }: Principal,
    @Req() req: Request,
  ): Promise<DoneJson | Redirection> {
    await this.subscriptions.remove(session, id);
    return isPageForm(req) ? new Redirection(303, '/account?done=push') : { done: true };
  }
}
