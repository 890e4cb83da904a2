import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Farewell } from './farewell.js';
import { History } from './history.js';
import { Kept } from './kept.js';
import { MessageLog } from './message-log.js';
import { Strings, Times } from './language.js';
import { NameForm } from './name-form.js';
import { Banner, Pill, partingWords } from './notices.js';
import { Letters, Outbox } from './outbox.js';
import { OwnMessages } from './own-messages.js';
import { Reading } from './reading.js';
import { find, followKeyboard, readPage, reloadOnce, watchForWake } from './page.js';
import { Drafts, VisitedRooms } from './remembered.js';
import { RequestError, actor, csrfToken, post } from './request.js';
import { RoomList } from './room-list.js';
import { watchOnScreenKeyboard } from './send-key.js';
import { SharedPoll } from './shared-poll.js';
import { StickyScroll } from './sticky-scroll.js';
import { Who } from './who.js';

const ANSWERED_WITHIN_MS = 20_000;
/** What takes longer may be on a dead line. */
const SLOW_MS = 3000;

const page = readPage();
const room = page.room.key;
const strings = new Strings(page);
const inbox = find('#inbox', HTMLElement);
const touch = matchMedia('(pointer: coarse)').matches;
const rules = { maxChars: page.maxBodyChars, touch, strings };
const kept = Kept.of(page);
const drafts = new Drafts(kept);
const letters = new Letters(kept);
const who = new Who(page, { met: onMet, lost: onLost, found: onFound });

const scroll = new StickyScroll(inbox, (atEnd) => {
  if (!atEnd) return;
  pill.clear();
  reading.look();
});
const pill = new Pill(find('.pill', HTMLButtonElement), strings, () => scroll.toEnd());
/** @type {MessageLog} */
const log = new MessageLog(inbox, new Times(page.lang, strings.t('browser.edited')), () => own.tools());
const history = new History({
  url: `${urlOf(room)}/entries`,
  inbox,
  log,
  scroll,
  strings,
  unreadFrom: page.firstUnread,
});
const own = new OwnMessages({
  inbox,
  log,
  scroll,
  drafts,
  rules,
  reason,
  edit: (id, body) => ask(`${urlOf(room)}/messages/${id}/edit`, { body }),
  remove: (id) => ask(`${urlOf(room)}/messages/${id}/delete`, {}),
  onDone: (lost) => {
    if (lost) composer.giveBack(lost);
    else if (touch) inbox.focus({ preventScroll: true });
    else composer.focus();
  },
});
const conversation = new Conversation({
  room,
  log,
  history,
  scroll,
  pill,
  strings,
  actionsOn,
  onMe: (me) => who.meet(me),
});
const nameForm = new NameForm(strings, (me) => who.meet(me));

const outbox = new Outbox({
  letters,
  send: sendLetter,
  reason,
  onChange: showLetters,
  onSent: (letter, message) => {
    conversation.sent(letter, message);
    poll.reachable();
  },
});

const composer = new Composer(
  {
    form: find('#messageform', HTMLFormElement),
    box: find('#message', HTMLTextAreaElement),
    note: find('#composer-note', HTMLElement),
  },
  {
    rules,
    draft: drafts.of(room),
    onChange: (text) => drafts.keep(room, text),
    onSend: (text) => {
      outbox.add(room, text);
      scroll.toEnd();
    },
    onUp: () => own.editLast(),
  },
);

const visited = new VisitedRooms(kept);
const rooms = new RoomList({
  room,
  url: `/a/side?${new URLSearchParams({ room })}`,
  strings,
  onRefresh: () => {
    dressRooms();
    poll.want(rooms.positions());
  },
});

const poll = new SharedPoll({
  url: page.updatesUrl,
  epoch: page.epoch,
  room,
  speaker: () => ({ who: actor.id, name: who.me?.name ?? '' }),
  after: new Map([...rooms.positions(), [room, page.seq]]),
  holdMs: page.holdMs,
  on: {
    news: (news) => {
      if (news.me && news.me !== who.me?.id) void who.look();
      conversation.news(news, outbox);
      farewell.news(news);
      rooms.news(news);
      reading.look();
    },
    read: (key, seq) => rooms.hasRead(key, seq),
    closed: () => farewell.closed(),
    trouble: (retryAt) => banner.trouble(retryAt),
    well: () => {
      banner.well();
      sendAll();
    },
    stale: () => void reload(),
    left: () => outbox.sendAll(),
    other: () => void who.look(),
  },
});
const reading = new Reading({
  read: page.read,
  newest: () => (who.me ? poll.position(room) : 0),
  atEnd: () => scroll.atEnd,
  tell: async (seq) => {
    await ask(`${urlOf(room)}/read`, { seq });
    poll.hasRead(room, seq);
  },
});
const banner = new Banner(find('.banner', HTMLElement), strings, () => poll.wake());

const farewell = new Farewell({ room: page.room, strings, banner, composer, stop: () => poll.stop() });

/** @param {string} key */
function urlOf(key) {
  return `${page.apiUrl}/rooms/${encodeURIComponent(key)}`;
}

/**
 * @param {string} url
 * @param {object} data
 * @returns {Promise<Message>}
 */
async function ask(url, data) {
  const slow = setTimeout(() => poll.doubt(), SLOW_MS);
  try {
    return await post(url, data, AbortSignal.timeout(ANSWERED_WITHIN_MS));
  } catch (error) {
    if (!(error instanceof RequestError) || error.status === 0) poll.doubt();
    throw error;
  } finally {
    clearTimeout(slow);
  }
}

/** @param {Letter} letter */
async function sendLetter({ room: key, body, clientId }) {
  try {
    const name = key === room && page.room.isNew ? { room_name: page.room.name } : {};
    return await ask(`${urlOf(key)}/messages`, { body, client_id: clientId, ...name });
  } catch (error) {
    throw farewell.explain(error, key);
  }
}

function showLetters() {
  if (who.isLost || kept.isForgotten) return; // they stay on the page as they are
  conversation.showLetters(letters.list());
}

/** One tab does it for all of them. */
function sendAll() {
  if (poll.leads) outbox.sendAll();
}

/** @param {unknown} error */
function reason(error) {
  if (!(error instanceof RequestError) || error.status === 0) return strings.t('browser.offline');
  if (error.code === 'NOT_FOUND') return strings.t('browser.gone');
  if (error.detail) return error.detail;
  return strings.t(error.status < 429 ? 'browser.refused' : 'browser.busy');
}

/** What this browser knows about rooms and the server does not. */
function dressRooms() {
  const list = find('.room-list', HTMLElement);
  visited.showIn(list, find('form.enter-room', HTMLFormElement).action, room);
  drafts.showIn(list, strings.t('browser.draft'));
}

/**
 * @param {Person} me
 * @param {Person | null} before
 */
function onMet(me, before) {
  kept.become(me.id);
  if (!before) void rooms.refresh(); // a guest by what they have just said
  show(me);
  poll.introduce();
}

/** @param {Person} me */
function show(me) {
  conversation.setMe(me);
  nameForm.show(me);
}

/**
 * @param {Person | null} now
 * @param {Person | null} was
 */
function onLost(now, was) {
  poll.stop();
  composer.pause(true);
  banner.well();
  banner.show(...partingWords({ now, was, guestsEnter: page.guestsEnter }, strings));
}

/** @param {boolean} wasLost */
function onFound(wasLost) {
  if (!wasLost) return poll.wake();
  composer.pause(false);
  banner.well();
  showLetters();
  poll.start();
}

/** The page as it is now; not as that of somebody else, without a word. */
async function reload() {
  if (await who.look()) reloadOnce();
}

/** @param {Letter} letter */
function actionsOn({ clientId, body }) {
  const discard = () => {
    outbox.remove(clientId);
    composer.focus();
  };
  return {
    retry: () => {
      outbox.retry(clientId);
      composer.focus();
    },
    edit: () => {
      discard();
      composer.giveBack(body);
    },
    discard,
  };
}

if (page.me) show(page.me);
inbox.querySelector('.gap:not([data-seq])')?.remove(); // for those without scripts
if (page.hasOlder) history.followBack(page.oldestSeq);
if (room[0] !== '~') visited.add(page.room);
dressRooms();
followKeyboard();
watchOnScreenKeyboard();
watchForWake(() => {
  poll.wake();
  sendAll();
});
window.addEventListener('offline', () => poll.doubt());
window.addEventListener('pagehide', () => poll.stop());
window.addEventListener('pageshow', ({ persisted }) => {
  if (!persisted || who.isLost) return;
  void who.look();
  poll.start();
  showLetters(); // nobody told a page that was put away
});
window.addEventListener('beforeunload', (event) => {
  if (!letters.safe || !drafts.safe) event.preventDefault();
});
// Forms that leave the page carry the token as it is now, and act for whom the page acts for by now.
document.addEventListener('submit', ({ target }) => {
  if (!(target instanceof HTMLFormElement)) return;
  for (const [name, value] of Object.entries({ _xsrf: csrfToken(), acting_as: actor.id })) {
    const hidden = target.elements.namedItem(name);
    if (hidden instanceof HTMLInputElement) hidden.value = value;
  }
});
drafts.watch(room, (text) => composer.follow(text));
own.restore();
outbox.sendAll();
if (matchMedia('(pointer: fine)').matches) composer.focus();
poll.start();
