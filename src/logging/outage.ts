import type { Logger } from '@nestjs/common';
import { rootCause } from '../root-cause.js';

/** Tells the log once that something does not work, however often it is tried, and once that it works again. */
export class Outage {
  #isOn = false;

  constructor(
    private readonly logger: Pick<Logger, 'warn'>,
    private readonly begins: string,
    private readonly ends: string,
  ) {}

  failed(error: unknown): void {
    if (!this.#isOn) this.logger.warn({ event: this.begins, reason: reasonOf(error) });
    this.#isOn = true;
  }

  worked(): void {
    if (this.#isOn) this.logger.warn({ event: this.ends });
    this.#isOn = false;
  }
}

/** The message of the first error in a chain of causes, without its stack. Undefined if it is no error. */
export function reasonOf(error: unknown): string | undefined {
  const root = rootCause(error);
  return root instanceof Error ? root.message : undefined;
}
