import { Controller, Get, Logger, type OnModuleDestroy, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock } from '../clock.js';
import { answerJson } from '../http/answer.js';
import { ApiProblems } from '../http/api-problems.js';
import { JsonBytes } from '../json-bytes.js';
import { Storage } from '../storage/storage.js';
import { HealthJson } from './health.json.js';

const PROBE_EVERY_MS = 1000;

/** For load balancers and supervisors. */
@ApiTags('Health')
@Controller()
export class HealthController implements OnModuleDestroy {
  readonly #logger = new Logger(HealthController.name);
  #stopping = false;
  #probe: Promise<boolean> | undefined;
  #probedAtMs = 0;

  constructor(
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  onModuleDestroy(): void {
    this.#stopping = true;
  }

  /** 200 while the process can answer. */
  @Get('healthz')
  @ApiOperation({ summary: 'Whether the process answers' })
  @ApiOkResponse({ type: HealthJson })
  @ApiProblems()
  healthz(@Res() res: Response): void {
    answer(res, 200, { status: 'ok' });
  }

  /** 200 while messages can be accepted: the database is writable and the process is not stopping. Otherwise 503. */
  @Get('readyz')
  @ApiOperation({ summary: 'Whether messages can be taken' })
  @ApiOkResponse({ type: HealthJson })
  @ApiServiceUnavailableResponse({
    type: HealthJson,
    description: 'Nothing can be stored, or the node is stopping.',
  })
  @ApiProblems()
  async readyz(@Res() res: Response): Promise<void> {
    if (this.#stopping) return answer(res, 503, { status: 'stopping' });
    const writable = await this.#writable();
    return answer(res, writable ? 200 : 503, { status: writable ? 'ok' : 'storage unavailable' });
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
      return true;
    } catch (err) {
      this.#logger.warn({ event: 'not ready', err });
      return false;
    }
  }
}

function answer(res: Response, status: number, body: HealthJson): void {
  answerJson(res, JsonBytes.of(JSON.stringify(body)), { status });
}
