/** What the scripts of the page speak of that has to do with who writes, and with writing. Types alone. */

/** Which person the tab is of that says something. Others do not listen. */
interface Spoken {
  who: string;
  name: string;
}

/** A message that the server has not acknowledged yet. */
interface Letter {
  clientId: string;
  room: string;
  body: string;
  /** When it was written; `n` orders what was written in one millisecond. */
  at: number;
  n: number;
  /** refused: the same again would not be accepted either. */
  state: 'pending' | 'failed' | 'refused';
  /** Why it was not sent, in the reader's language. */
  reason: string;
}

interface OutboxOptions {
  letters: import('./js/outbox.js').Letters;
  send: (letter: Letter) => Promise<Message>;
  /** Why it failed, in words. */
  reason: (error: unknown) => string;
  /** Something about the letters has changed. */
  onChange: () => void;
  onSent: (letter: Letter, message: Message) => void;
}

interface LetterActions {
  retry: () => void;
  edit: () => void;
  discard: () => void;
}

/** What holds for every box that messages are written in. */
interface WritingRules {
  /** In code points. */
  maxChars: number;
  /** A finger is the first pointer of this device. */
  touch: boolean;
  strings: Strings;
}

interface ComposerOptions {
  rules: WritingRules;
  /** What was being written here before. */
  draft: string;
  /** Answers whether the text is kept. */
  onChange: (text: string) => boolean;
  onSend: (text: string) => void;
  /** ↑ in the empty box. Whether it did something. */
  onUp: () => boolean;
}

interface OwnMessagesParts {
  inbox: HTMLElement;
  log: MessageLog;
  scroll: StickyScroll;
  drafts: import('./js/remembered.js').Drafts;
  rules: WritingRules;
  edit: (id: string, body: string) => Promise<Message>;
  remove: (id: string) => Promise<Message>;
  /** Why it failed, in words. */
  reason: (error: unknown) => string;
  /** The focus can go elsewhere. `lost`: a text whose message is gone. */
  onDone: (lost?: string) => void;
}

interface EditFormOptions {
  /** The message as it is. */
  before: string;
  /** As it is to be. */
  text: string;
  rules: WritingRules;
  /** Nothing: it is as it was. Answers whether the text is kept. */
  change: (text: string) => boolean;
  save: (text: string) => Promise<void>;
  /** Nothing is left of it. */
  blank: () => void;
  close: () => void;
  reason: (error: unknown) => string;
}

/** Who the page acts for. */
interface Actor {
  /** As the server is told. */
  id: string;
  /** Why nothing leaves the page any more. */
  refusal: import('./js/request.js').RequestError | undefined;
  onRefused: (error: import('./js/request.js').RequestError) => void;
}

interface WhoEvents {
  /** They have another name, or are known at last: then there was nobody before. */
  met: (me: Person, before: Person | null) => void;
  /** Somebody else uses the browser now, or nobody who is known. */
  lost: (now: Person | null, was: Person | null) => void;
  /** After a refusal they are who they were, after all. */
  found: (wasLost: boolean) => void;
}

interface TabChannelOptions {
  speaker: () => Spoken;
  /** A tab is of somebody else, or calls them by another name. */
  other: () => void;
  hear: (word: Word) => void;
}

/** What of the page is about who it acts for. */
interface IdentityParts {
  kept: import('./js/kept.js').Kept;
  rooms: import('./js/room-list.js').RoomList;
  poll: import('./js/shared-poll.js').SharedPoll;
  composer: import('./js/composer.js').Composer;
  banner: import('./js/notices.js').Banner;
  conversation: import('./js/conversation.js').Conversation;
  nameForm: import('./js/name-form.js').NameForm;
  strings: Strings;
  showLetters: () => void;
}

interface PageLifeParts {
  who: import('./js/who.js').Who;
  poll: import('./js/shared-poll.js').SharedPoll;
  sendAll: () => void;
  showLetters: () => void;
  /** Whether nothing is lost when the page is left. */
  isSafe: () => boolean;
}
