import { listen } from '../page/page-scope.js';

/** Versioned: pages with incompatible scripts must not share an election or a channel. */
export const CHANNEL = 'linger.updates.2';
/** How long a silent leader is still believed, and how often it gives a sign. */
const LEASE_MS = 4000;
const SIGN_MS = 1000;
/** Spreads the tabs that want to succeed a leader. */
const SPREAD_MS = 100;

/** Stands for election, and is told the outcome. */
export interface Candidate {
  lead: () => void;
  follow: () => void;
}

/** With Web Locks: the holder of the lock leads, and the next tab gets it when that tab closes or crashes. */
class LockElection {
  readonly #on: Candidate;
  #queued: AbortController | undefined;
  #release = () => {};
  /** The latest request: an earlier one may hear late that it was replaced. */
  #claim = {};

  constructor(on: Candidate) {
    this.#on = on;
  }

  /** Stands for election, now or whenever the leader goes. */
  join(): void {
    this.#queued = new AbortController();
    this.#request({ signal: this.#queued.signal });
  }

  /** Takes over from the present leader. */
  take(): void {
    this.#queued?.abort();
    this.#request({ steal: true });
  }

  leave(): void {
    this.#queued?.abort();
    this.#release();
  }

  #request(options: LockOptions): void {
    const claim = (this.#claim = {});
    let led = false;
    const lead = () => {
      led = true;
      this.#on.lead();
      return new Promise((resolve) => (this.#release = () => resolve(undefined)));
    };
    navigator.locks.request(CHANNEL, options, lead).catch((error) => {
      if (led && claim === this.#claim) {
        this.#on.follow();
        this.join();
        // This page gets no locks, so every tab leads for itself.
      } else if (!led && error.name !== 'AbortError') this.#on.lead();
    });
  }
}

/**
 * On plain http:// there are no Web Locks: the tab whose name is in the storage leads while it renews the
 * lease.
 */
class LeaseElection {
  readonly #tab: string;
  readonly #on: Candidate;
  #leads = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @throws if storage is forbidden */
  constructor(tab: string, on: Candidate) {
    this.#tab = tab;
    this.#on = on;
    this.#holder();
    listen(window, 'storage', ({ key }) => {
      if (key === CHANNEL) setTimeout(() => this.#look(), this.#leads ? 0 : Math.random() * SPREAD_MS);
    });
  }

  join(): void {
    this.#timer = setInterval(() => this.#look(), SIGN_MS);
    this.#look();
  }

  take(): void {
    try {
      localStorage.setItem(CHANNEL, `${Date.now() + LEASE_MS} ${this.#tab}`);
    } catch {
      // The storage is full, so every tab leads for itself.
    }
    if (this.#leads) return;
    this.#leads = true;
    this.#on.lead();
  }

  leave(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#leads && this.#holder() === this.#tab) localStorage.removeItem(CHANNEL);
    this.#leads = false;
  }

  #look(): void {
    if (!this.#timer) return;
    const holder = this.#holder();
    if (!holder || (this.#leads && holder === this.#tab)) return this.take();
    if (!this.#leads) return;
    this.#leads = false;
    this.#on.follow();
  }

  /** The leading tab. A lease longer than possible is from before the clock was changed. */
  #holder(): string | undefined {
    const [until, tab] = (localStorage.getItem(CHANNEL) ?? '').split(' ');
    const leftMs = Number(until) - Date.now();
    return leftMs > 0 && leftMs <= LEASE_MS ? tab : undefined;
  }
}

/** The election that this browser supports; undefined if none. */
export function electionOf(tab: string, on: Candidate): LockElection | LeaseElection | undefined {
  try {
    return navigator.locks ? new LockElection(on) : new LeaseElection(tab, on);
  } catch {
    return undefined;
  }
}
