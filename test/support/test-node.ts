import { ENTRY_TYPES } from '../../src/entry-types.js';
import { BlockService } from '../../src/friends/block.service.js';
import { Session } from '../../src/accounts/session.js';
import { SessionCookie } from '../../src/accounts/session-cookie.js';
import { NoHintBus } from '../../src/signals/hint-bus.js';
import { OwnSignalFeed } from '../../src/signals/signal-feed.js';
import { sessionChanged } from '../../src/signals/signal.js';
import { MovedMarks } from '../../src/signals/moved-marks.js';
import { Signals } from '../../src/signals/signals.js';
import { endSession } from '../../src/accounts/session-rows.js';
import { SessionService } from '../../src/accounts/session.service.js';
import type { Config } from '../../src/config/config.js';
import { CookieSecret } from '../../src/config/cookie-secret.js';
import { loadConfig } from '../../src/config/load-config.js';
import type { SqliteStorage } from '../../src/storage/sqlite/sqlite-storage.js';
import { openSqliteInMemory } from '../../src/storage/sqlite/open-sqlite.js';
import { Translator } from '../../src/i18n/translator.js';
import type { JsonBytes } from '../../src/json-bytes.js';
import { change } from '../storage/changes.contract.js';
import { draft } from '../storage/drafts.js';
import type { Appended } from '../../src/log/entry.js';
import type { Message } from '../../src/log/message.js';
import { RoomLogService } from '../../src/log/room-log.service.js';
import type { UpdatesJson } from '../../src/polls/rest/dto/updates.json.js';
import { EventReader } from '../../src/polls/rest/event-reader.js';
import { Interests } from '../../src/polls/rest/interests.js';
import { MessageBufferService } from '../../src/buffers/message-buffer.service.js';
import { MessagePollService } from '../../src/polls/tornado/message-poll.service.js';
import { MessageView } from '../../src/messages/message.view.js';
import { NoticeView } from '../../src/messages/notice.view.js';
import { HeldPolls } from '../../src/polls/held-polls.js';
import { PollLoop } from '../../src/polls/poll-loop.js';
import { MarksTopic } from '../../src/polls/rest/marks-topic.js';
import { Topics } from '../../src/polls/rest/topics.js';
import { PollQuota } from '../../src/polls/poll-quota.js';
import { UpdatesReader } from '../../src/polls/rest/updates-reader.js';
import { MessageReader } from '../../src/polls/tornado/message-reader.js';
import {
  OwnRememberedPositions,
  type RememberedPositions,
} from '../../src/polls/tornado/remembered-positions.js';
import { UpdatesService } from '../../src/polls/rest/updates.service.js';
import { Waiter } from '../../src/polls/waiter.js';
import { ReadMarks } from '../../src/rooms/read-marks.js';
import { RoomAccessService } from '../../src/rooms/room-access.service.js';
import { Views } from '../../src/views/views.js';
import { HookedStore } from './hooked-store.js';
import { ManualClock } from './manual-clock.js';
import { until } from './until.js';

export interface PollOptions {
  limit?: number;
  waitMs?: number;
  epoch?: string;
  waiter?: Waiter;
  session?: Session;
}

const COOKIE_SECRET = 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa';

export const aSession = (id = 'session'): Session =>
  new Session(id, new ManualClock().now(), Buffer.alloc(32));

/** Where all polls come from. */
export const ADDRESS = '127.0.0.1';

/** The services of one node, from the polls down to a real SQLite in memory, without HTTP. */
export class TestNode {
  readonly clock = new ManualClock();
  readonly store: HookedStore;
  readonly log: RoomLogService;
  readonly access: RoomAccessService;
  readonly session = aSession();
  readonly bus = new NoHintBus();
  readonly feed = new OwnSignalFeed();
  readonly blocks: BlockService;
  readonly positions: RememberedPositions = new OwnRememberedPositions(this.clock);
  readonly #views = new Views(new Translator());
  readonly view = new MessageView(
    this.#views,
    new NoticeView(this.#views, new Translator()),
    new Translator(),
  );
  readonly #config: Config;
  sessions!: SessionService;
  heldPolls!: HeldPolls;
  buffers!: MessageBufferService;
  interests!: Interests;
  quota!: PollQuota;
  polls!: MessagePollService;
  updates!: UpdatesService;

  private constructor(
    private readonly storage: SqliteStorage,
    readonly signals: Signals,
    readonly bufferSize: number,
  ) {
    this.store = new HookedStore(storage, this.clock, ENTRY_TYPES);
    this.log = new RoomLogService(this.store, storage, this.bus, signals);
    this.#config = loadConfig({ BUFFER_SIZE: String(bufferSize), COOKIE_SECRET });
    this.access = new RoomAccessService(storage, this.signals);
    this.blocks = new BlockService(storage, this.signals, this.clock);
  }

  static async start(bufferSize = 5): Promise<TestNode> {
    const signals = new Signals();
    const node = new TestNode(await openSqliteInMemory(signals), signals, bufferSize);
    await node.log.onModuleInit();
    node.restart();
    return node;
  }

  /** Cold buffers over the same log. */
  restart(): void {
    const { log, clock, view } = this;
    const config = this.#config;
    const cookie = new SessionCookie(config, new CookieSecret(config), clock);
    const sessions = (this.sessions = new SessionService(cookie, this.signals, this.storage, clock));
    this.heldPolls = new HeldPolls(clock, sessions, this.feed, this.signals);
    this.buffers = new MessageBufferService(log, this.signals, this.bus, config, clock);
    this.buffers.onModuleInit();
    const quota = (this.quota = new PollQuota(config));
    const { access, blocks, buffers } = this;
    const loop = new PollLoop(this.heldPolls, quota, sessions, config, clock);
    this.polls = new MessagePollService(
      loop,
      new MessageReader(buffers, access, log, view, blocks, this.positions),
      this.feed,
    );
    const events = new EventReader(log, view, config);
    const moved = new MovedMarks(this.bus);
    const marks = new ReadMarks(access, this.storage, moved, clock);
    const topics = new Topics();
    new MarksTopic(marks, buffers, topics, moved).onModuleInit();
    this.interests = new Interests(access, buffers, clock);
    this.interests.onModuleInit();
    const reader = new UpdatesReader(buffers, this.interests, log, events, topics, blocks);
    this.updates = new UpdatesService(loop, this.interests, reader);
  }

  /** As a node that stops does it: every held poll is answered. */
  drain(): void {
    this.heldPolls.onModuleDestroy();
    this.buffers.onModuleDestroy();
  }

  stop(): Promise<void> {
    return this.storage.onApplicationShutdown();
  }

  /** Says something in a room, each text as a message of its own, all at once. */
  async say(room: string, ...bodies: string[]): Promise<Message[]> {
    const appended = await Promise.all(bodies.map((body) => this.log.append(draft(body, { room }))));
    return appended.map(({ entry }) => entry.message);
  }

  /** Gives a message another text; without one, deletes it. */
  change(message: Message, body?: string): Promise<Appended> {
    return this.log.append(change(message, body));
  }

  /** As a request does with its session. */
  async lookUp(session: Session): Promise<void> {
    await this.sessions.confirm(session);
  }

  /** Ends a session that has no row, as signing in from it does. */
  async endSession(session: Session): Promise<void> {
    await endSession(this.storage.writer, session);
    this.signals.tell([sessionChanged(session.idHash)]);
  }

  /** As another node does that sees the session. */
  async seeElsewhere({ idHash }: Session): Promise<void> {
    const seen = { last_seen_at: this.clock.now() };
    await this.storage.writer.updateTable('sessions').set(seen).where('id_hash', '=', idHash).execute();
  }

  /** Resolves when this many polls are held. */
  held(count = 1): Promise<void> {
    return until(() => this.heldPolls.count === count, `${count} held`);
  }

  /** A poll of the Tornado surface; undefined if it got no answer. */
  async poll(
    room: string,
    cursor?: string,
    waiter = new Waiter(),
    session = this.session,
  ): Promise<TornadoAnswer | undefined> {
    const query = { room, cursor, waitMs: undefined, session, address: ADDRESS };
    return parsed(await this.polls.poll(query, waiter)) as TornadoAnswer | undefined;
  }

  /** A poll of the REST surface; undefined if it got no answer. */
  async update(after: Record<string, number>, options: PollOptions = {}): Promise<UpdatesJson | undefined> {
    const { limit = 100, waitMs, epoch, waiter = new Waiter(), session = this.session } = options;
    const list = Object.entries(after)
      .map(([room, seq]) => `${room}:${seq}`)
      .join(',');
    const request = {
      list,
      limit,
      waitMs,
      epoch,
      topics: new Map<string, string>(),
      session,
      address: ADDRESS,
    };
    return parsed(await this.updates.poll(request, waiter)) as UpdatesJson | undefined;
  }
}

export interface TornadoAnswer {
  messages?: { id: string; seq: number; body: string }[];
  gap?: boolean;
  cursor?: string;
}

function parsed(answer: JsonBytes | undefined): unknown {
  return answer && JSON.parse(Buffer.from(answer.latin1, 'latin1').toString());
}
