import type { PresentByRoom, Updates } from './answer.js';
import { CHANNEL } from './election.js';
import type { Positions } from './positions.js';

/** `hello` asks who else is here; `here` answers. Both say what this tab wants. */
export interface Announcement {
  type: 'hello' | 'here';
  tab: string;
  epoch: string;
  after: Positions;
  /** The room that it shows; empty if none. */
  room: string;
}

/** Messages between the tabs of a browser. */
export type TabMessage =
  | Announcement
  | { type: 'bye'; tab: string }
  /** The leader: whether it is visible, whether it gets through, and if not, when it tries again. */
  | { type: 'lead'; seen: boolean; trouble?: number | undefined }
  | { type: 'answer'; from: Positions; answer: Updates }
  /** To a new tab: who is in the rooms that tabs show. */
  | { type: 'present'; rooms: PresentByRoom }
  /** To the leader: poll now; another request reached the server, or did not. */
  | { type: 'wake' | 'reachable' | 'doubt' }
  /** A tab has read a room up to this seq. */
  | { type: 'read'; room: string; seq: number }
  /** Pages of this epoch must be reloaded. */
  | { type: 'stale'; epoch: string };

/** The user of the tab that speaks. Tabs of other users ignore it. */
export interface Sender {
  who: string;
  name: string;
}

interface TabChannelOptions {
  sender: () => Sender;
  /** Another tab has another user, or another name for the same one. */
  userChanged: () => void;
  onMessage: (message: TabMessage) => void;
}

/** Messages between the tabs of one user. Silent if BroadcastChannel is missing or forbidden. */
export class TabChannel {
  readonly #options: TabChannelOptions;
  #channel: BroadcastChannel | undefined;

  constructor(options: TabChannelOptions) {
    this.#options = options;
  }

  open(): void {
    try {
      this.#channel = new BroadcastChannel(CHANNEL);
      this.#channel.addEventListener('message', ({ data }) => this.#receive(data));
    } catch {
      // Every tab leads for itself.
    }
  }

  get isOpen(): boolean {
    return this.#channel !== undefined;
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  post(message: TabMessage): void {
    this.#channel?.postMessage({ ...message, ...this.#options.sender() });
  }

  #receive(message: TabMessage & Sender): void {
    const { sender, userChanged, onMessage } = this.#options;
    const { who, name } = sender();
    if (message.who !== who || message.name !== name) userChanged();
    if (message.who === who) onMessage(message);
  }
}
