import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Farewell } from './farewell.js';
import { History } from './history.js';
import { identityOf, showPerson } from './identity.js';
import { Kept } from './kept.js';
import { takeOver } from './kept-by-older.js';
import { MessageLog } from './message-log.js';
import { Strings, Times } from './language.js';
import { NameForm } from './name-form.js';
import { Banner, Pill, reasonIn } from './notices.js';
import { Letters, Outbox, actionsOn } from './outbox.js';
import { OwnMessages } from './own-messages.js';
import { watchLife } from './page-life.js';
import { Reading } from './reading.js';
import { find, followKeyboard, readPage, reloadOnce } from './page.js';
import { Drafts, VisitedRooms } from './remembered.js';
import { actor, postInDoubt } from './request.js';
import { RoomList } from './room-list.js';
import { watchOnScreenKeyboard } from './send-key.js';
import { SharedPoll } from './shared-poll.js';
import { StickyScroll } from './sticky-scroll.js';

const page = readPage();
const room = page.room.key;
const strings = new Strings(page);
const inbox = find('#inbox', HTMLElement);
const touch = matchMedia('(pointer: coarse)').matches;
const rules = { maxChars: page.maxBodyChars, touch, strings };
const kept = Kept.of(page);
takeOver(kept, page.actingAs);
const reason = reasonIn(strings);
const drafts = new Drafts(kept);
const letters = new Letters(kept);
/** @type {import('./who.js').Who} */
const who = identityOf(page, () => ({
  kept,
  rooms,
  poll,
  composer,
  banner,
  conversation,
  nameForm,
  strings,
  showLetters,
}));

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
  edit: (id, body) => tell(`${urlOf(room)}/messages/${id}/edit`, { body }),
  remove: (id) => tell(`${urlOf(room)}/messages/${id}/delete`, {}),
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
  actionsOn: (letter) => actionsOn(letter, outbox, composer),
  onMe: (me) => who.meet(me),
});
const nameForm = new NameForm(strings, (me) => who.meet(me));

const outbox = new Outbox({
  letters,
  send: ({ room: key, body, clientId }) => {
    const name = key === room && page.room.isNew ? { room_name: page.room.name } : {};
    return farewell.explain(tell(`${urlOf(key)}/messages`, { body, client_id: clientId, ...name }), key);
  },
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
    // After a mere doubt, a letter that failed while polls get through would be tried without end.
    well: (wasLost) => {
      banner.well();
      if (wasLost) sendAll();
    },
    // Not as somebody else, without a word.
    stale: () => void who.look().then((isSame) => isSame && reloadOnce()),
    left: () => outbox.sendAll(),
    other: () => void who.look(),
  },
});
const reading = new Reading({
  read: page.read,
  newest: () => (who.me ? poll.position(room) : 0),
  atEnd: () => scroll.atEnd,
  tell: async (seq) => {
    await tell(`${urlOf(room)}/read`, { seq });
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
 */
function tell(url, data) {
  return postInDoubt(url, data, () => poll.doubt());
}

function showLetters() {
  // They stay on the page as they are.
  if (who.isLost || kept.isForgotten) return;
  conversation.showLetters(letters.list());
}

/** One tab does it for all of them. */
function sendAll() {
  if (poll.leads) outbox.sendAll();
}

/** What this browser knows about rooms and the server does not. */
function dressRooms() {
  const list = find('.room-list', HTMLElement);
  visited.showIn(list, '/room', room);
  drafts.showIn(list, strings.t('browser.draft'));
}

if (page.me) showPerson(page.me, { conversation, nameForm });
// For those without scripts.
inbox.querySelector('.gap:not([data-seq])')?.remove();
if (page.hasOlder) history.followBack(page.oldestSeq);
if (room[0] !== '~' && !inbox.querySelector('.unmade')) visited.add(page.room);
dressRooms();
followKeyboard();
watchOnScreenKeyboard();
watchLife({ who, poll, sendAll, showLetters, isSafe: () => letters.safe && drafts.safe });
drafts.watch(room, (text) => composer.follow(text));
own.restore();
outbox.sendAll();
if (matchMedia('(pointer: fine)').matches) composer.focus();
poll.start();
