import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { Clock } from '../clock.js';
import type { Entry } from '../log/entry.js';
import { MESSAGE } from '../log/entry-type.js';
import type { Message } from '../log/message.js';
import { RoomLogService } from '../log/room-log.service.js';
import { PushQueue } from './push-queue.js';
import { PushRecipients } from './push-recipients.js';
import { PushSubscriptions } from './push-subscriptions.service.js';

/** So long a person has to read it on a page that is open. Of all that comes meanwhile in a room, a device is told once. */
export const GRACE_MS = 10_000;
/** Messages that wait for the grace time. */
const MAX_WAITING = 5000;

/** Has people called by what this node stores: after the commit, outside of the request, and not before they had time to read it. */
@Injectable()
export class PushCalls implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #logger = new Logger(PushCalls.name);
  readonly #waiting = new Map<string, { messages: Message[]; stop: () => void }>();
  #count = 0;
  #isOverfull = false;
  #subscription: Subscription | undefined;
  readonly #calling = new Set<Promise<void>>();
  #any: { answer: Promise<boolean>; asOfMs: number } | undefined;

  constructor(
    private readonly log: RoomLogService,
    private readonly subscriptions: PushSubscriptions,
    private readonly recipients: PushRecipients,
    private readonly queue: PushQueue,
    private readonly clock: Clock,
  ) {}

  /** Rooms whose people are being looked up. */
  get calling(): number {
    return this.#calling.size;
  }

  onModuleInit(): void {
    if (this.subscriptions.isOn)
      this.#subscription = this.log.committed.subscribe((entries) => this.#gather(entries));
  }

  onModuleDestroy(): void {
    this.#subscription?.unsubscribe();
    for (const { stop } of this.#waiting.values()) stop();
    this.#waiting.clear();
  }

  /** The storage closes next. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.#calling);
  }

  /** On the path of every post: keeps the messages, and nothing else. */
  #gather(entries: readonly Entry[]): void {
    for (const { type, message } of entries) if (type === MESSAGE && message) this.#add(message);
  }

  #add(message: Message): void {
    const { room } = message;
    if (this.#count >= MAX_WAITING) this.#dropOldest();
    this.#count += 1;
    const waiting = this.#waiting.get(room);
    if (waiting) return void waiting.messages.push(message);
    const stop = this.clock.every(GRACE_MS, () => {
      stop();
      this.#call(room);
    });
    this.#waiting.set(room, { messages: [message], stop });
  }

  /** Of the room that has waited longest. */
  #dropOldest(): void {
    const [room = '', oldest] = this.#waiting.entries().next().value ?? [];
    if (oldest?.messages.shift()) this.#count -= 1;
    if (oldest?.messages.length === 0) {
      oldest.stop();
      this.#waiting.delete(room);
    }
    if (!this.#isOverfull)
      this.#logger.warn({
        event: 'too many messages for push notifications, the oldest are dropped',
        most: MAX_WAITING,
      });
    this.#isOverfull = true;
  }

  #call(room: string): void {
    this.#isOverfull = false;
    const messages = this.#waiting.get(room)?.messages ?? [];
    this.#waiting.delete(room);
    this.#count -= messages.length;
    const calling = this.#callAll(messages)
      .catch((err: unknown) => this.#logger.warn({ event: 'nobody was called by a push notification', err }))
      .finally(() => this.#calling.delete(calling));
    this.#calling.add(calling);
  }

  async #callAll(messages: readonly Message[]): Promise<void> {
    if (messages.length > 0 && (await this.#areThereAny()))
      this.queue.add(await this.recipients.of(messages));
  }

  /** As of at most GRACE_MS ago: where nobody has a subscription, rooms are not looked at. */
  #areThereAny(): Promise<boolean> {
    const nowMs = this.clock.monotonicMs();
    if (!this.#any || nowMs - this.#any.asOfMs >= GRACE_MS)
      this.#any = { answer: this.recipients.areThereAny(), asOfMs: nowMs };
    return this.#any.answer;
  }
}
