/** What the scripts of the page speak of. Types alone: nothing of it is sent to a browser. */

interface Person {
  id: string;
  name: string;
}

interface Room {
  key: string;
  name: string;
  /** There was no such room when the page was made: its first message gives it the name. */
  isNew?: boolean;
}

/** What the server tells the scripts about this page. */
interface PageData {
  lang: string;
  room: Room;
  /** Newest seq of the room that is in this page. */
  seq: number;
  /** Seq of the oldest message that is in it, shown or deleted. */
  oldestSeq: number;
  /** Up to where the reader had read when the page was made. */
  read: number;
  epoch: string;
  /** Whether the room has messages before those of the page. */
  hasOlder: boolean;
  /** Seq of the first message that is unread, also if it lies before those of the page; 0 if none is. */
  firstUnread: number;
  updatesUrl: string;
  apiUrl: string;
  me: Person | null;
  /** Who the page acts for, as it tells the server. */
  actingAs: string;
  /** What its visitor was called before anybody knew them. */
  nobody: string;
  /** Whether one may write without an account. */
  guestsEnter: boolean;
  /** In code points. */
  maxBodyChars: number;
  /** How long the server holds a poll. */
  holdMs: number;
  strings: Record<string, string>;
}

/** A message as it comes over the wire. */
interface Message {
  id: string;
  seq: number;
  html: string;
  author: Person;
  /** Ids of the people whom it names. */
  mentions?: string[];
  client_id?: string;
  /** Seq of its last change, its own seq if there was none. */
  changed_seq: number;
  deleted?: boolean;
}

interface RoomEvent {
  room: string;
  seq: number;
  type: string;
  /** None of a notice. */
  message?: Message;
  /** Of a notice in a room. */
  html?: string;
  /** Of a notice in `@me`: what one became in which room. */
  membership?: { change: string; room?: string };
}

/** What was left out, bounds exclusive. */
interface Gap {
  room: string;
  after: number;
  before: number;
}

/** Entries of a room as they were asked for. */
interface Entries {
  entries: RoomEvent[];
  /** Whether there are more of them within the bounds. */
  more: boolean;
}

/** The newest seq known of each room. */
type Positions = Map<string, number>;

/** A question for what came after these positions. */
interface Question {
  after: Positions;
  /** For how many seconds to hold it. Undefined: as long as the server likes. */
  wait: number | undefined;
  epoch: string;
  /** Version of the read marks that are known; undefined: they are not wanted. */
  marks: string | undefined;
}

/** The answer to it. */
interface Updates {
  epoch: string;
  me: string | null;
  events: RoomEvent[];
  gaps: Gap[];
  closed: string[];
  /** Whether to ask again at once. */
  more: boolean;
  /** How long to wait before that. */
  retryMs: number;
  /** If they are others than were known: seq by room. */
  marks?: { version: string; read: Record<string, number> };
}

/** What one tab takes out of an answer. */
type News = Pick<Updates, 'me' | 'events' | 'gaps' | 'marks'>;

/** Who else is here? And: I am here, and want this. */
interface Announcement {
  type: 'hello' | 'here';
  tab: string;
  epoch: string;
  after: Positions;
}

/** What the tabs of a browser tell each other. */
type Word =
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

interface SharedPollOptions {
  url: string;
  /** The one that the page shows. */
  room: string;
  epoch: string;
  /** Whose tab this is. */
  speaker: () => Spoken;
  after: Positions;
  holdMs: number;
  on: {
    news: (news: News) => void;
    /** Another tab has read a room up to here. */
    read: (room: string, seq: number) => void;
    /** `retryAt`: when the server is asked again, by `Date.now()`; 0 while it is asked. */
    trouble: (retryAt: number) => void;
    /** Follows trouble. */
    well: (wasLost: boolean) => void;
    /** The page is of another epoch and must be loaded anew. */
    stale: () => void;
    /** The room of the page is not there any more for who reads this. */
    closed: () => void;
    /** A tab left, and this one has to finish what it began. */
    left: () => void;
    /** A tab is of somebody else, or calls them by another name. */
    other: () => void;
  };
}

interface RoomListOptions {
  /** The one that the page shows. */
  room: string;
  /** Where the list is. */
  url: string;
  strings: Strings;
  /** There is a new one on the page. */
  onRefresh: () => void;
}

interface ReadingOptions {
  /** Seq that the server knows to be read. */
  read: number;
  /** Of the newest entry on the page. */
  newest: () => number;
  /** Whether it can be seen. */
  atEnd: () => boolean;
  tell: (seq: number) => Promise<unknown>;
}

interface PollLoopOptions {
  /** One poll. `moved`: it brought something. */
  ask: (wait: number | undefined, signal: AbortSignal) => Promise<PollResult>;
  hold: import('./js/hold.js').Hold;
  holdMs: number;
  /** A poll failed, and the next comes at this time by `Date.now()`. */
  onTrouble: (retryAt: number) => void;
  /** An answer is late: it may come yet, or the line is dead. */
  onLate?: () => void;
}

interface PollResult {
  moved: boolean;
  more: boolean;
  retryMs: number;
}

/** Stands for an election, and is told of its outcome. */
interface Candidate {
  lead: () => void;
  follow: () => void;
}

interface ConversationParts {
  room: string;
  log: MessageLog;
  history: import('./js/history.js').History;
  scroll: StickyScroll;
  pill: import('./js/notices.js').Pill;
  strings: Strings;
  actionsOn: (letter: Letter) => LetterActions;
  /** The server told who one is. */
  onMe: (me: Person) => void;
}

interface HistoryParts {
  /** Seq of the first message that was unread when the page was made; 0 if none was. */
  unreadFrom: number;
  /** Of the entries of the room. */
  url: string;
  inbox: HTMLElement;
  log: MessageLog;
  scroll: StickyScroll;
  strings: Strings;
}

interface FarewellParts {
  room: Room;
  strings: Strings;
  banner: import('./js/notices.js').Banner;
  composer: import('./js/composer.js').Composer;
  /** Nothing more is asked for. */
  stop: () => void;
}

type MessageLog = import('./js/message-log.js').MessageLog;
type StickyScroll = import('./js/sticky-scroll.js').StickyScroll;
type Strings = import('./js/language.js').Strings;

/** Asking for it throws where the browser forbids it. */
type ListStorage = () => Pick<Storage, 'getItem' | 'setItem'>;
