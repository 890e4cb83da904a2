import { Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Clock } from './clock.js';

const FINISH_EVERY_MS = 60_000;

/** Runs work unless another node is doing the same task. */
interface Cluster {
  alone(task: string, work: () => Promise<void>): Promise<boolean>;
}

/** Work that a stop or a full disk may interrupt. It is finished when a node starts, and every minute. */
export abstract class InterruptedWork implements OnModuleInit, OnModuleDestroy {
  protected readonly logger = new Logger(this.constructor.name);
  #stop: (() => void) | undefined;

  constructor(
    protected readonly clock: Clock,
    private readonly cluster: Cluster,
  ) {}

  /** Must be harmless if two nodes run it at once. */
  protected abstract finishAll(): Promise<void>;

  /** Never rejects: what fails is retried within a minute. */
  protected async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (err) {
      this.logger.warn({ event: 'not finished', err });
    }
  }

  async onModuleInit(): Promise<void> {
    await this.#finish();
    this.#stop = this.clock.every(FINISH_EVERY_MS, () => void this.#finish());
  }

  #finish(): Promise<void> {
    return this.attempt(() => this.cluster.alone(this.constructor.name, () => this.finishAll()));
  }

  onModuleDestroy(): void {
    this.#stop?.();
  }
}
