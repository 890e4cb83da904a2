import { Controller, Get, Logger, type OnModuleDestroy, Res } from '@nestjs/common';
import { ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock } from '../clock.js';
import { Endpoint } from '../http/endpoint.js';
import { Outage } from '../logging/outage.js';
import { SignalFeed } from '../signals/signal-feed.js';
import { Storage } from '../storage/storage.js';
import { HealthJson } from './health.json.js';

const PROBE_EVERY_MS = 1000;

/** For load balancers and supervisors. */
@ApiTags('Health')
@Controller()
export class HealthController implements OnModuleDestroy {
  readonly #outage = new Outage(new Logger(HealthController.name), 'not ready', 'ready again');
  #stopping = false;
  #probe: Promise<boolean> | undefined;
  #probedAtMs = 0;

  constructor(
    private readonly storage: Storage,
    private readonly feed: SignalFeed,
    private readonly clock: Clock,
  ) {}

  onModuleDestroy(): void {
    this.#stopping = true;
  }

  /** 200 while the process can answer. */
  @Get('healthz')
  @Endpoint({ summary: 'Check that the process answers', answer: HealthJson })
  healthz(): HealthJson {
    return { status: 'ok' };
  }

  /** 200 while messages can be accepted: the database is writable and the process is not stopping. Otherwise 503. */
  @Get('readyz')
  @Endpoint({ summary: 'Check that messages can be stored', answer: HealthJson })
  @ApiServiceUnavailableResponse({
    type: HealthJson,
    description: 'Nothing can be stored, or the process is stopping.',
  })
  async readyz(@Res({ passthrough: true }) res: Response): Promise<HealthJson> {
    const status = this.#stopping ? 'stopping' : (await this.#usable()) ? 'ok' : 'storage unavailable';
    res.status(status === 'ok' ? 200 : 503);
    return { status };
  }

  async #usable(): Promise<boolean> {
    return (await this.#writable()) && !this.feed.isStale;
  }

  /** At most one probe write a second, however many requests ask. */
  #writable(): Promise<boolean> {
    const now = this.clock.monotonicMs();
    if (!this.#probe || now - this.#probedAtMs >= PROBE_EVERY_MS) {
      this.#probe = this.#write();
      this.#probedAtMs = now;
    }
    return this.#probe;
  }

  async #write(): Promise<boolean> {
    try {
      await this.storage.probe(this.clock.now());
      this.#outage.worked();
      return true;
    } catch (err) {
      this.#outage.failed(err);
      return false;
    }
  }
}
