import { Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Clock } from './clock.js';

const FINISH_EVERY_MS = 60_000;

/** Work that a stop or a full disk may interrupt. It is finished when the program starts, and every minute. */
export abstract class InterruptedWork implements OnModuleInit, OnModuleDestroy {
  protected readonly logger = new Logger(this.constructor.name);
  #stop: (() => void) | undefined;

  constructor(protected readonly clock: Clock) {}

  protected abstract finishAll(): Promise<void>;

  /** Never rejects: what fails is retried within a minute. */
  protected async finish(): Promise<void> {
    try {
      await this.finishAll();
    } catch (err) {
      this.logger.warn({ event: 'not finished', err });
    }
  }

  async onModuleInit(): Promise<void> {
    await this.finish();
    this.#stop = this.clock.every(FINISH_EVERY_MS, () => void this.finish());
  }

  onModuleDestroy(): void {
    this.#stop?.();
  }
}
