import type { Session } from '../../accounts/session.js';
import type { JsonBytes } from '../../json-bytes.js';
import type { Hidden } from '../../messages/hidden.js';
import type { EndReason, Poll } from '../poll-loop.js';
import type { Waiter } from '../waiter.js';
import { type Events, NO_EVENTS } from './event-reader.js';
import type { Interest } from './interest.js';
import type { TopicNews } from './topics.js';
import type { UpdatesReader, UpdatesRequest } from './updates-reader.js';

/** Long enough that a client with too many polls does not keep displacing its own. */
const DISPLACED_RETRY_MS = 5000;
/** A node that stops or has lost its database answers all clients at once; their next polls are spread over this time. */
const DRAINING_RETRY_MS = [1000, 3000] as const;
const CROWDED_RETRY_MS = [5000, 10_000] as const;

export class UpdatesPoll implements Poll {
  /** The result of the last look. */
  #events: Events = NO_EVENTS;
  /** `BlockService.changes` at the last look. */
  #blockChanges = 0;
  /** `Session.generation` when the person was last asked for. */
  #shownFor: number | undefined | null = null;

  constructor(
    private readonly reader: UpdatesReader,
    private readonly request: UpdatesRequest,
    private readonly interest: Interest,
  ) {}

  get session(): Session {
    return this.request.session;
  }

  get address(): string {
    return this.request.address;
  }

  get rooms(): number {
    return this.interest.rooms.open.length;
  }

  get waitMs(): number | undefined {
    return this.request.waitMs;
  }

  crowded(): JsonBytes {
    return this.reader.answer(this.request, this.interest, NO_EVENTS, between(CROWDED_RETRY_MS), []);
  }

  start(waiter: Waiter): Promise<void> | undefined {
    this.reader.checkEpoch(this.request);
    this.interest.waiter = waiter;
    this.#showPerson();
    return this.interest.buffers.length === 0 ? this.reader.listen(this.interest) : undefined;
  }

  look(end: EndReason | undefined): JsonBytes | undefined | Promise<JsonBytes | undefined> {
    this.#showPerson();
    const hidden = this.reader.hiddenFrom(this.request);
    this.#blockChanges = this.reader.blockChanges;
    return hidden instanceof Promise
      ? hidden.then((known) => this.#read(known, end))
      : this.#read(hidden, end);
  }

  isAllowed(): boolean | Promise<boolean> {
    return this.#blockChanges === this.reader.blockChanges && this.interest.rooms.look();
  }

  end(answer: JsonBytes | undefined): void {
    this.interest.waiter = undefined;
    if (answer) this.interest.advance(this.#events.reached);
    this.reader.putDown(this.request, this.interest, answer !== undefined);
  }

  /** What they are called, and whether others may see them, may change while the poll is held. */
  #showPerson(): void {
    const { session, person } = this.request;
    if (this.#shownFor === session.generation) return;
    this.#shownFor = session.generation;
    this.interest.person = person?.();
  }

  #read(hidden: Hidden, end: EndReason | undefined): JsonBytes | undefined | Promise<JsonBytes | undefined> {
    const events = this.reader.read(this.request, this.interest, hidden);
    return events instanceof Promise
      ? events.then((read) => this.#withTopics(read, end))
      : this.#withTopics(events, end);
  }

  #withTopics(
    events: Events,
    end: EndReason | undefined,
  ): JsonBytes | undefined | Promise<JsonBytes | undefined> {
    const news = this.reader.topicNews(this.request, this.interest);
    return news instanceof Promise
      ? news.then((topics) => this.#answer(events, topics, end))
      : this.#answer(events, news, end);
  }

  #answer(events: Events, topics: readonly TopicNews[], end: EndReason | undefined): JsonBytes | undefined {
    this.#events = events;
    const { interest, reader } = this;
    if (!end && events === NO_EVENTS && topics.length === 0 && !interest.rooms.hasClosed) return undefined;
    const retryMs = retryMsOf(end);
    return reader.answer(this.request, interest, events, retryMs, topics);
  }
}

function retryMsOf(reason: EndReason | undefined): number {
  if (reason === undefined || reason === 'over') return 0;
  return reason === 'displaced' ? DISPLACED_RETRY_MS : between(DRAINING_RETRY_MS);
}

function between([least, most]: readonly [number, number]): number {
  return Math.round(least + Math.random() * (most - least));
}
