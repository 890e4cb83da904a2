import { electionOf } from './election.js';
import { Hold } from './hold.js';
import { PollLoop } from './poll-loop.js';
import { RequestError, newId } from './request.js';
import { TabChannel } from './tab-channel.js';
import { WantedRooms, advance, askUpdates, bringsAnything, newsAfter, reached } from './updates.js';

/** A leader answers at once when a tab comes into sight; one that does not is asleep. */
const ANSWERS_WITHIN_MS = 1000;
/** A leader polls more often than this. */
const SILENT_FOR_MS = 120_000;

/** One poll for all tabs of a browser: a leader asks, every tab owns its positions. See docs/ARCHITECTURE.md. */
export class SharedPoll {
  #tab = newId();
  #wanted = new WantedRooms();
  #options;
  #after;
  #loop;
  #election = electionOf(this.#tab, { lead: () => this.#lead(), follow: () => this.#giveWay() });
  #channel;
  #leads = false;
  /** Version of the read marks that this leader has brought. */
  #marks = '0';
  /** When the leader, in trouble, asks again, by `Date.now()`; 0 while it asks. @type {number | undefined} */
  #trouble;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watch;

  /** @param {SharedPollOptions} options */
  constructor(options) {
    this.#options = options;
    this.#after = options.after;
    const { speaker, on } = options;
    this.#channel = new TabChannel({ speaker, other: on.other, hear: (word) => this.#hear(word) });
    this.#loop = new PollLoop({
      ask: (wait, signal) => this.#ask(wait, signal),
      hold: new Hold(),
      holdMs: options.holdMs,
      onTrouble: (retryAt) => this.#feel(retryAt),
      onLate: () => this.#feel(0),
    });
    document.addEventListener('visibilitychange', () => this.#seen());
  }

  start() {
    this.#channel.open();
    this.#announce('hello');
    this.#expect(ANSWERS_WITHIN_MS);
    if (this.#channel.isOpen && this.#election) this.#election.join();
    else this.#lead();
  }

  /** Leaves the poll to others. A page that a browser keeps frozen must not hold it up. */
  stop() {
    this.#channel.say({ type: 'bye', tab: this.#tab });
    this.#follow();
    this.#election?.leave();
    this.#channel.close();
    clearTimeout(this.#watch);
  }

  /**
   * Hears of more rooms from now on.
   *
   * @param {Positions} positions
   */
  want(positions) {
    const more = [...positions].filter(([room]) => !this.#after.has(room));
    for (const [room, seq] of more) this.#after.set(room, seq);
    if (more.length === 0) return;
    this.#announce('here');
    if (this.#leads) this.#loop.renew();
  }

  /** @param {string} room */
  position(room) {
    return this.#after.get(room) ?? 0;
  }

  /** Polls at once. */
  wake() {
    if (this.#leads) this.#loop.wake();
    else this.#channel.say({ type: 'wake' });
  }

  /** Something else got through to the server. */
  reachable() {
    if (this.#leads) this.#loop.reachable();
    else this.#channel.say({ type: 'reachable' });
  }

  /**
   * What one has read here, the other tabs learn from this one: the server tells it to other browsers.
   *
   * @param {string} room
   * @param {number} seq
   */
  hasRead(room, seq) {
    this.#channel.say({ type: 'read', room, seq });
  }

  /** Something else did not get through: whether the line is dead, a poll that is answered at once will tell. */
  doubt() {
    if (!this.#leads) return this.#channel.say({ type: 'doubt' });
    if (this.#trouble !== undefined) return;
    this.#feel(0);
    this.#loop.wake();
  }

  get leads() {
    return this.#leads;
  }

  #lead() {
    if (this.#leads) return;
    this.#leads = true;
    clearTimeout(this.#watch);
    this.#sayLead();
    this.#loop.start();
    this.#options.on.left();
  }

  /** To whom? A lease can be lost to a tab that is out of sight, when both write at the same time. */
  #giveWay() {
    this.#follow();
    this.#look();
  }

  /** A tab in sight wants a leader in sight. */
  #look() {
    if (document.hidden) return;
    this.#announce('hello');
    this.#expect(ANSWERS_WITHIN_MS);
  }

  #follow() {
    this.#leads = false;
    this.#loop.stop();
  }

  /** Tells the other tabs who this one is of. They may have to look who they are. */
  introduce() {
    this.#announce('hello');
  }

  #sayLead() {
    this.#channel.say({ type: 'lead', seen: !document.hidden, trouble: this.#trouble });
  }

  /** @param {'hello' | 'here'} type */
  #announce(type) {
    this.#wanted.set(this.#tab, this.#after);
    this.#channel.say({ type, tab: this.#tab, epoch: this.#options.epoch, after: this.#after });
  }

  /** @param {Word} word */
  #hear(word) {
    switch (word.type) {
      case 'hello':
      case 'here':
        return this.#meet(word);
      case 'bye':
        this.#wanted.delete(word.tab);
        if (this.#leads) this.#options.on.left();
        return;
      case 'lead':
        return this.#obey(word);
      case 'answer':
        this.#expect(SILENT_FOR_MS);
        return this.#take(word.from, word.answer);
      case 'wake':
      case 'reachable':
      case 'doubt':
        return void (this.#leads && this[word.type]());
      case 'read':
        return this.#options.on.read(word.room, word.seq);
      case 'stale':
        if (word.epoch === this.#options.epoch) this.#options.on.stale();
    }
  }

  /** @param {Announcement} word */
  #meet({ type, tab, epoch, after }) {
    const more = epoch === this.#options.epoch && this.#wanted.set(tab, after);
    if (type === 'hello') this.#announce('here');
    if (!this.#leads) return;
    if (type === 'hello') this.#sayLead();
    if (more) this.#loop.renew();
  }

  /** @param {{ seen: boolean, trouble?: number | undefined }} leader */
  #obey({ seen, trouble }) {
    this.#expect(SILENT_FOR_MS);
    if (this.#leads) return;
    this.#feel(trouble);
    if (!seen && !document.hidden) this.#election?.take();
  }

  /** The tab came into sight, or went out of it. */
  #seen() {
    if (this.#leads) {
      this.#sayLead();
      this.#loop.wake();
    } else this.#look();
  }

  /**
   * A leader that gives no sign for so long is replaced.
   *
   * @param {number} ms
   */
  #expect(ms) {
    clearTimeout(this.#watch);
    if (this.#leads) return;
    this.#watch = setTimeout(() => !document.hidden && this.#election?.take(), ms);
  }

  /** @param {number | undefined} trouble */
  #feel(trouble) {
    if (trouble !== undefined) this.#options.on.trouble(trouble);
    else if (this.#trouble !== undefined) this.#options.on.well(this.#trouble > 0);
    this.#trouble = trouble;
    if (this.#leads) this.#sayLead();
  }

  /**
   * @param {number | undefined} wait
   * @param {AbortSignal} signal
   */
  async #ask(wait, signal) {
    const { url, epoch } = this.#options;
    const from = this.#wanted.lowest();
    try {
      const marks = from.has('@me') ? this.#marks : undefined;
      const answer = await askUpdates(url, { after: from, wait, epoch, marks }, signal);
      this.#marks = answer.marks?.version ?? this.#marks;
      this.#channel.say({ type: 'answer', from, answer });
      this.#take(from, answer);
      if (this.#trouble !== undefined) this.#feel(undefined);
      return { ...answer, moved: bringsAnything(answer) };
    } catch (error) {
      // Another log, which the page does not know.
      if (error instanceof RequestError && error.status === 410) this.#stale();
      throw error;
    }
  }

  #stale() {
    this.#channel.say({ type: 'stale', epoch: this.#options.epoch });
    this.#options.on.stale();
  }

  /**
   * @param {Positions} from
   * @param {Updates} answer
   */
  #take(from, answer) {
    if (answer.epoch !== this.#options.epoch) return this.#options.on.stale();
    const to = reached(from, answer);
    this.#wanted.advance(from, to);
    const news = newsAfter(this.#after, from, answer);
    const complete = advance(this.#after, from, to);
    if (!this.#after.has(this.#options.room)) this.#options.on.closed();
    if (!complete) this.#announce('here');
    try {
      this.#options.on.news(news);
    } catch (error) {
      // One message that cannot be shown stops no other.
      reportError(error);
    }
  }
}
