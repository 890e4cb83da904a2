import { createHash, randomBytes } from 'node:crypto';
import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Clock } from '../../clock.js';
import { Outage } from '../../logging/outage.js';
import { type Hint, HintBus } from '../../signals/hint-bus.js';
import { PostgresLink } from './postgres-link.js';
import type { PostgresSettings } from './postgres-settings.js';

/** How soon a lost connection is made again. */
const CONNECT_EVERY_MS = 1000;
/** PostgreSQL takes less than 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7900;

/**
 * LISTEN and NOTIFY on a connection of its own. Hints of one turn of the event loop share a statement. It is never part of
 * a transaction that stores something: that would let all transactions commit one after the other.
 */
export class PostgresHintBus extends HintBus implements OnModuleInit, OnApplicationShutdown {
  readonly isShared = true;
  readonly heard = new Subject<readonly Hint[]>();
  readonly reconnected = new Subject<void>();
  readonly #logger = new Logger(PostgresHintBus.name);
  readonly #outage = new Outage(this.#logger, 'no connection for hints', 'connected for hints again');
  readonly #node = randomBytes(6).toString('base64url');
  readonly #channel: string;
  readonly #link: PostgresLink;
  #gathered: Hint[] = [];
  #wasConnected = false;
  #stop: (() => void) | undefined;

  constructor(
    settings: PostgresSettings,
    private readonly clock: Clock,
  ) {
    super();
    // The schema's name may be as long as a channel's.
    const tag = createHash('sha256').update(settings.schema).digest('hex').slice(0, 16);
    this.#channel = `linger_${tag}`;
    this.#link = new PostgresLink(settings, 'hints', async (client) => {
      client.on('notification', ({ payload = '' }) => this.#hear(payload));
      await client.query(`listen ${this.#channel}`);
      if (this.#wasConnected) this.reconnected.next();
      this.#wasConnected = true;
    });
  }

  async onModuleInit(): Promise<void> {
    await this.#connect();
    this.#stop = this.clock.every(CONNECT_EVERY_MS, () => void this.#connect());
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stop?.();
    await this.#link.close();
  }

  publish(hints: readonly Hint[]): void {
    if (this.#gathered.length === 0) setImmediate(() => void this.#send());
    this.#gathered.push(...hints);
  }

  async #send(): Promise<void> {
    const payloads = payloadsOf(newestOf(this.#gathered)).map((payload) => `${this.#node} ${payload}`);
    this.#gathered = [];
    try {
      await this.#link.query({
        name: 'notify',
        text: 'select pg_notify($1, payload) from unnest($2::text[]) as gathered(payload)',
        values: [this.#channel, payloads],
      });
    } catch (err) {
      // Other nodes find out by themselves, a little later.
      this.#logger.debug({ event: 'hints lost', err });
    }
  }

  async #connect(): Promise<void> {
    try {
      await this.#link.client();
      this.#outage.worked();
    } catch (err) {
      this.#outage.failed(err);
    }
  }

  /** A node ignores its own hints. */
  #hear(payload: string): void {
    const [node, hints = ''] = payload.split(/ (.*)/s, 2);
    if (node !== this.#node) this.heard.next(hintsIn(hints));
  }
}

/** Whoever may connect to the database can notify, and another version may have other hints: what is no hint is left out. */
function hintsIn(payload: string): Hint[] {
  try {
    const parsed: unknown = JSON.parse(payload);
    return Array.isArray(parsed) ? parsed.filter(isHint) : [];
  } catch {
    return [];
  }
}

function isHint(value: unknown): value is Hint {
  const { room, seq, signals, marks, by, watched, here, ...present } = (value ?? {}) as Record<
    string,
    unknown
  >;
  if (room !== undefined) return typeof room === 'string' && Number.isSafeInteger(seq);
  if (marks !== undefined) return typeof marks === 'string' && (by === undefined || typeof by === 'string');
  if (watched !== undefined) return typeof watched === 'string';
  if (here !== undefined) return typeof here === 'string' && isPresent(present);
  return Number.isSafeInteger(signals);
}

function isPresent({ node, count, ids, faces, writing }: Record<string, unknown>): boolean {
  return (
    typeof node === 'string' &&
    Number.isSafeInteger(count) &&
    Array.isArray(ids) &&
    ids.every((id) => typeof id === 'string') &&
    arePeople(faces) &&
    arePeople(writing)
  );
}

function arePeople(people: unknown): boolean {
  return (
    Array.isArray(people) &&
    people.every((one) => typeof one?.id === 'string' && typeof one.name === 'string')
  );
}

/** Of several hints about one thing only the newest matters. */
function newestOf(hints: readonly Hint[]): Hint[] {
  const newest = new Map<string, Hint>();
  for (const hint of hints) {
    const subject = subjectOf(hint);
    const known = newest.get(subject);
    if (!known || orderOf(hint) >= orderOf(known)) newest.set(subject, hint);
  }
  return [...newest.values()];
}

function subjectOf(hint: Hint): string {
  if ('room' in hint) return `room ${hint.room}`;
  if ('marks' in hint) return `marks ${hint.marks} ${hint.by}`;
  if ('watched' in hint) return `watched ${hint.watched}`;
  return 'here' in hint ? `here ${hint.here}` : 'signals';
}

function orderOf(hint: Hint): number {
  return 'room' in hint ? hint.seq : 'signals' in hint ? hint.signals : 0;
}

/** As JSON arrays, each short enough for PostgreSQL. */
function payloadsOf(hints: readonly Hint[]): string[] {
  const payloads: string[] = [];
  let texts: string[] = [];
  let bytes = 0;
  for (const hint of hints) {
    const text = JSON.stringify(hint);
    const length = Buffer.byteLength(text) + 1;
    if (bytes + length > MAX_PAYLOAD_BYTES) {
      payloads.push(`[${texts.join(',')}]`);
      [texts, bytes] = [[], 0];
    }
    texts.push(text);
    bytes += length;
  }
  return [...payloads, `[${texts.join(',')}]`];
}
