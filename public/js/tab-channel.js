import { CHANNEL } from './election.js';

/** What the tabs of one person tell each other. Where there is no BroadcastChannel, or it is forbidden, nothing is. */
export class TabChannel {
  #options;
  /** @type {BroadcastChannel | undefined} */
  #channel;

  /** @param {TabChannelOptions} options */
  constructor(options) {
    this.#options = options;
  }

  open() {
    try {
      this.#channel = new BroadcastChannel(CHANNEL);
      this.#channel.addEventListener('message', ({ data }) => this.#hear(data));
    } catch {
      // Every tab for itself.
    }
  }

  get isOpen() {
    return this.#channel !== undefined;
  }

  close() {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** @param {Word} word */
  say(word) {
    this.#channel?.postMessage({ ...word, ...this.#options.speaker() });
  }

  /** @param {Word & Spoken} word */
  #hear(word) {
    const { speaker, other, hear } = this.#options;
    const { who, name } = speaker();
    if (word.who !== who || word.name !== name) other();
    if (word.who === who) hear(word);
  }
}
