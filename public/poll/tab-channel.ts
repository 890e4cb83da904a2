import type { Updates } from './answer.js';
import { CHANNEL } from './election.js';
import type { Positions } from './positions.js';

/** Who else is here? And: I am here, and want this. */
export interface Announcement {
  type: 'hello' | 'here';
  tab: string;
  epoch: string;
  after: Positions;
}

/** What the tabs of a browser tell each other. */
export type Word =
  | Announcement
  | { type: 'bye'; tab: string }
  /** The leader: whether it can be seen, whether it gets through, and when it asks again if not. */
  | { type: 'lead'; seen: boolean; trouble?: number | undefined }
  | { type: 'answer'; from: Positions; answer: Updates }
  /** To the leader: poll now; something got through to the server, or did not. */
  | { type: 'wake' | 'reachable' | 'doubt' }
  /** Somebody has read in a tab up to here. */
  | { type: 'read'; room: string; seq: number }
  /** The pages of this epoch must be loaded anew. */
  | { type: 'stale'; epoch: string };

/** Which person the tab is of that says something. Others do not listen. */
export interface Spoken {
  who: string;
  name: string;
}

interface TabChannelOptions {
  speaker: () => Spoken;
  /** A tab is of somebody else, or calls them by another name. */
  other: () => void;
  hear: (word: Word) => void;
}

/** What the tabs of one person tell each other. Where there is no BroadcastChannel, or it is forbidden, nothing is. */
export class TabChannel {
  readonly #options: TabChannelOptions;
  #channel: BroadcastChannel | undefined;

  constructor(options: TabChannelOptions) {
    this.#options = options;
  }

  open(): void {
    try {
      this.#channel = new BroadcastChannel(CHANNEL);
      this.#channel.addEventListener('message', ({ data }) => this.#hear(data));
    } catch {
      // Every tab for itself.
    }
  }

  get isOpen(): boolean {
    return this.#channel !== undefined;
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  say(word: Word): void {
    this.#channel?.postMessage({ ...word, ...this.#options.speaker() });
  }

  #hear(word: Word & Spoken): void {
    const { speaker, other, hear } = this.#options;
    const { who, name } = speaker();
    if (word.who !== who || word.name !== name) other();
    if (word.who === who) hear(word);
  }
}
