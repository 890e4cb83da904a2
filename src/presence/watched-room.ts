import { RoomPresence } from './room-presence.js';

const LEAST_MS = 1000;
const MS_A_PERSON = 10;
/** Somebody who still watches asks again sooner: each hold is shorter. */
const WATCHED_FOR_MS = 60_000;
/** Other nodes that watch ask more often. */
const WANTED_FOR_MS = 45_000;
/** Other nodes forget after eight seconds who writes. */
const REFRESH_EVERY_MS = 3000;

/** How often clients are told of a room with this many people: together they get a hundred answers a second at the most. */
export function toldEveryMs(people: number): number {
  return Math.max(LEAST_MS, people * MS_A_PERSON);
}

/** A room that somebody looks at, here or at another node, and when who should be told of its people. Times are monotonic. */
export class WatchedRoom {
  readonly presence = new RoomPresence();
  #watchedAtMs = -Infinity;
  #wantedAtMs = -Infinity;
  #toldAtMs = -Infinity;
  #tellAtMs = Infinity;
  #isNews = false;
  #refreshedAtMs = -Infinity;

  /** Somebody asked for it here. */
  watch(nowMs: number): void {
    this.#watchedAtMs = nowMs;
  }

  /** Another node asked for it. */
  want(nowMs: number): void {
    this.#wantedAtMs = nowMs;
  }

  isWatched(nowMs: number): boolean {
    return nowMs - this.#watchedAtMs < WATCHED_FOR_MS;
  }

  isWanted(nowMs: number): boolean {
    return nowMs - this.#wantedAtMs < WANTED_FOR_MS;
  }

  /** True if other nodes should hear again of those who still write here. */
  refreshes(nowMs: number): boolean {
    if (!this.isWanted(nowMs) || nowMs - this.#refreshedAtMs < REFRESH_EVERY_MS) return false;
    this.#refreshedAtMs = nowMs;
    return true;
  }

  /** Its people have changed. */
  changed(): void {
    this.#isNews = true;
    this.#tellAtMs = Math.min(this.#tellAtMs, this.#toldAtMs + toldEveryMs(this.presence.all.count));
  }

  /** True if its clients should be told now; twice for each change, because a client that was told shortly before is not told again so soon. */
  tells(nowMs: number): boolean {
    if (nowMs < this.#tellAtMs) return false;
    if (this.#isNews) this.#toldAtMs = nowMs;
    this.#tellAtMs = this.#isNews ? nowMs + toldEveryMs(this.presence.all.count) : Infinity;
    this.#isNews = false;
    return true;
  }
}
