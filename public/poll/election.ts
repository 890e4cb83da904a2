/** Pages that do not understand each other must not share an election, nor the channel of the elected. */
export const CHANNEL = 'linger.updates.2';
/** How long a leader is believed that gives no sign, and how often it gives one. */
const LEASE_MS = 4000;
const SIGN_MS = 1000;
/** Spreads those who want to follow a leader that left. */
const SPREAD_MS = 100;

/** Stands for an election, and is told of its outcome. */
export interface Candidate {
  lead: () => void;
  follow: () => void;
}

/** Where there are Web Locks: whoever holds the lock leads. The next gets it when a tab closes or dies. */
export class LockElection {
  readonly #on: Candidate;
  #queued: AbortController | undefined;
  #release = () => {};
  /** The last request: one before it may be told late that it was replaced. */
  #claim = {};

  constructor(on: Candidate) {
    this.#on = on;
  }

  /** Stands for it now, and for the place of whoever leads. */
  join(): void {
    this.#queued = new AbortController();
    this.#request({ signal: this.#queued.signal });
  }

  /** Leads from now on, in place of another. */
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
        // No locks for this page: everyone for themselves.
      } else if (!led && error.name !== 'AbortError') this.#on.lead();
    });
  }
}

/** On plain http:// there are none: whoever wrote its name into the storage leads for as long as it renews that. */
export class LeaseElection {
  readonly #tab: string;
  readonly #on: Candidate;
  #leads = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @throws where storage is forbidden */
  constructor(tab: string, on: Candidate) {
    this.#tab = tab;
    this.#on = on;
    this.#holder();
    window.addEventListener('storage', ({ key }) => {
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
      // Full: everyone for themselves.
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

  /** Who leads. A lease longer than any can be is from before the clock was set. */
  #holder(): string | undefined {
    const [until, tab] = (localStorage.getItem(CHANNEL) ?? '').split(' ');
    const leftMs = Number(until) - Date.now();
    return leftMs > 0 && leftMs <= LEASE_MS ? tab : undefined;
  }
}

/** How the tabs of this browser find their leader; undefined if they cannot. */
export function electionOf(tab: string, on: Candidate): LockElection | LeaseElection | undefined {
  try {
    return navigator.locks ? new LockElection(on) : new LeaseElection(tab, on);
  } catch {
    return undefined;
  }
}
