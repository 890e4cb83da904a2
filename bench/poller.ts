import { Connection } from './connection.js';
import type { Received } from './messages.js';
import { SequenceCheck } from './sequence.js';
import type { Talk } from './talk.js';
import type { Visitor } from './visitor.js';

/** What a swarm of pollers has in common. */
export interface PollerGroup {
  readonly port: number;
  /** Called for each message after the poller's next poll is written. */
  delivered(message: Received): void;
  failed(error: Error): void;
}

/** One client: a keep-alive connection that polls, and polls again as soon as it is answered. */
export class Poller {
  readonly check: SequenceCheck;
  #connection: Connection | undefined;
  #cursor: string;

  constructor(
    private readonly group: PollerGroup,
    private readonly visitor: Visitor,
    private readonly talk: Talk,
    last: Received,
  ) {
    this.#cursor = last.id;
    this.check = new SequenceCheck(last.number + 1);
  }

  async start(): Promise<void> {
    this.#connection = await Connection.open(
      this.group.port,
      (status, body) => this.#answered(status, body),
      (error) => this.group.failed(error),
    );
    this.#poll();
  }

  stop(): void {
    this.#connection?.close();
  }

  #poll(): void {
    this.#connection?.write(this.talk.pollRequest(this.visitor, this.#cursor));
  }

  #answered(status: number, body: Buffer): void {
    try {
      if (status !== 200) throw new Error(`a poll got ${status}: ${body.toString('utf8', 0, 200)}`);
      const messages = this.talk.read(body);
      for (const message of messages) this.check.see(message.number);
      this.#cursor = messages.at(-1)?.id ?? this.#cursor;
      this.#poll();
      for (const message of messages) this.group.delivered(message);
    } catch (error) {
      this.group.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
