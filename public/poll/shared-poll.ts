import { listen } from '../page/page-scope.js';
import { newId } from '../server/new-id.js';
import { RequestError } from '../server/request-error.js';
import { bringsAnything, type PresentByRoom, type Updates } from './answer.js';
import { Hold } from './hold.js';
import { Leadership } from './leadership.js';
import { ConnectionState } from './connection-state.js';
import { PollLoop, type PollResult } from './poll-loop.js';
import type { Positions } from './positions.js';
import type { SharedPollOptions } from './shared-poll-options.js';
import { type Announcement, TabChannel, type TabMessage } from './tab-channel.js';
import { TabPositions } from './tab-positions.js';
import { UpdatesClient } from './updates.js';

/** A leader answers at once when a tab becomes visible; one that does not is asleep. */
const ANSWERS_WITHIN_MS = 1000;
/** A leader gives a sign at least this often. */
const SILENT_FOR_MS = 120_000;

/**
 * One poll for all tabs of a browser: the leader polls, and every tab has its own positions. See
 * docs/page.md.
 */
export class SharedPoll {
  readonly #tab = newId();
  readonly #options: SharedPollOptions;
  readonly #positions: TabPositions;
  readonly #client: UpdatesClient;
  readonly #connection: ConnectionState;
  readonly #loop: PollLoop;
  readonly #leadership = new Leadership(this.#tab, {
    lead: () => this.#lead(),
    follow: () => this.#follow(),
  });
  readonly #channel: TabChannel;

  constructor(options: SharedPollOptions) {
    this.#options = options;
    this.#positions = new TabPositions(this.#tab, options.room, options.after);
    const { url, epoch, sender, on } = options;
    this.#client = new UpdatesClient(url, epoch);
    this.#connection = new ConnectionState(on);
    this.#channel = new TabChannel({
      sender,
      userChanged: on.userChanged,
      onMessage: (message) => this.#receive(message),
    });
    this.#loop = new PollLoop({
      ask: (wait, signal) => this.#ask(wait, signal),
      hold: new Hold(),
      holdMs: options.holdMs,
      onTrouble: (retryAt) => this.#setTrouble(retryAt),
      onLate: () => this.#setTrouble(0),
    });
    listen(document, 'visibilitychange', () => this.#onVisibility());
  }

  start(): void {
    this.#channel.open();
    this.#announce('hello');
    this.#leadership.expectSign(ANSWERS_WITHIN_MS);
    this.#leadership.stand(!this.#channel.isOpen);
  }

  /** Leaves the poll to other tabs. A page that the browser freezes must not block it. */
  stop(): void {
    this.#channel.post({ type: 'bye', tab: this.#tab });
    this.#loop.stop();
    this.#leadership.leave();
    this.#channel.close();
  }

  /** Adds rooms to hear of. */
  want(positions: Positions): void {
    if (!this.#positions.add(positions)) return;
    this.#announce('here');
    if (this.#leadership.leads) this.#loop.renew();
  }

  position(room: string): number {
    return this.#positions.in(room) ?? 0;
  }

  /** Polls at once. */
  wake(): void {
    if (this.#leadership.leads) this.#loop.wake();
    else this.#channel.post({ type: 'wake' });
  }

  /** Call when another request reached the server. */
  reachable(): void {
    if (this.#leadership.leads) this.#loop.reachable();
    else this.#channel.post({ type: 'reachable' });
  }

  /** Tells the other tabs of this browser; the server tells other browsers. */
  hasRead(room: string, seq: number): void {
    this.#channel.post({ type: 'read', room, seq });
  }

  /** Call when another request got no answer. A poll without a hold shows whether the connection is dead. */
  doubt(): void {
    if (!this.#leadership.leads) return this.#channel.post({ type: 'doubt' });
    if (this.#connection.trouble !== undefined) return;
    this.#setTrouble(0);
    this.#loop.wake();
  }

  get leads(): boolean {
    return this.#leadership.leads;
  }

  #lead(): void {
    this.#sayLead();
    this.#loop.start();
    this.#options.on.tabLeft();
  }

  /**
   * Lost the lead. With a lease, two tabs may have written at the same time and a hidden one may have won, so
   * look for the leader.
   */
  #follow(): void {
    this.#loop.stop();
    this.#findLeader();
  }

  /** A visible tab wants a visible leader. */
  #findLeader(): void {
    if (document.hidden) return;
    this.#announce('hello');
    this.#leadership.expectSign(ANSWERS_WITHIN_MS);
  }

  /** Tells the other tabs the user of this one. They may have to check theirs. */
  announceUser(): void {
    this.#announce('hello');
  }

  #sayLead(): void {
    this.#channel.post({ type: 'lead', seen: !document.hidden, trouble: this.#connection.trouble });
  }

  #announce(type: 'hello' | 'here'): void {
    const after = this.#positions.announce();
    const { epoch, room } = this.#options;
    this.#channel.post({ type, tab: this.#tab, epoch, after, room });
  }

  #receive(message: TabMessage): void {
    switch (message.type) {
      case 'hello':
      case 'here':
        return this.#onAnnouncement(message);
      case 'bye':
        this.#positions.forget(message.tab);
        if (this.#leadership.leads) this.#options.on.tabLeft();
        return;
      case 'lead':
        return this.#onLeader(message);
      case 'answer':
        this.#leadership.expectSign(SILENT_FOR_MS);
        return this.#take(message.from, message.answer);
      case 'present':
        return this.#show(message.rooms);
      case 'wake':
      case 'reachable':
      case 'doubt':
        return void (this.#leadership.leads && this[message.type]());
      case 'read':
        return this.#options.on.read(message.room, message.seq);
      case 'stale':
        if (message.epoch === this.#options.epoch) this.#options.on.stale();
    }
  }

  #onAnnouncement({ type, tab, epoch, after, room }: Announcement): void {
    const more = epoch === this.#options.epoch && this.#positions.meet(tab, after, room);
    if (type === 'hello') this.#announce('here');
    if (!this.#leadership.leads) return;
    if (type === 'hello') {
      this.#sayLead();
      this.#channel.post({ type: 'present', rooms: this.#client.present });
    }
    if (more) this.#loop.renew();
  }

  #onLeader({ seen, trouble }: { seen: boolean; trouble?: number | undefined }): void {
    this.#leadership.expectSign(SILENT_FOR_MS);
    if (this.#leadership.leads) return;
    this.#setTrouble(trouble);
    if (!seen && !document.hidden) this.#leadership.take();
  }

  /** The tab became visible or hidden. */
  #onVisibility(): void {
    if (this.#leadership.leads) {
      this.#sayLead();
      this.#loop.wake();
    } else this.#findLeader();
  }

  #setTrouble(trouble: number | undefined): void {
    this.#connection.trouble = trouble;
    if (this.#leadership.leads) this.#sayLead();
  }

  async #ask(wait: number | undefined, signal: AbortSignal): Promise<PollResult> {
    const from = this.#positions.lowest;
    try {
      const answer = await this.#client.ask(from, this.#positions.shown, wait, signal);
      this.#channel.post({ type: 'answer', from, answer });
      this.#take(from, answer);
      if (this.#connection.trouble !== undefined) this.#setTrouble(undefined);
      return { ...answer, moved: bringsAnything(answer) };
    } catch (error) {
      // The log is another one, which the page does not know.
      if (error instanceof RequestError && error.status === 410) this.#stale();
      throw error;
    }
  }

  #stale(): void {
    this.#channel.post({ type: 'stale', epoch: this.#options.epoch });
    this.#options.on.stale();
  }

  #take(from: Positions, answer: Updates): void {
    if (answer.epoch !== this.#options.epoch) return this.#options.on.stale();
    const { news, complete } = this.#positions.take(from, answer);
    const { room } = this.#options;
    if (room && this.#positions.in(room) === undefined) this.#options.on.closed();
    if (!complete) this.#announce('here');
    try {
      this.#options.on.news(news);
      this.#show(answer.here?.rooms);
    } catch (error) {
      // A message that cannot be shown must not stop others.
      reportError(error);
    }
  }

  #show(rooms: PresentByRoom | undefined): void {
    const present = rooms?.[this.#options.room];
    if (present) this.#options.on.present(present);
  }
}
