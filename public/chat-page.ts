import { Composer } from './composer/composer.js';
import { Drafts } from './composer/drafts.js';
import { Announcer } from './conversation/announcer.js';
import { Conversation } from './conversation/conversation.js';
import { LogView } from './conversation/log-view.js';
import { RoomLostNotice } from './conversation/room-lost-notice.js';
import { OwnMessages } from './editing/own-messages.js';
import { trackCurrentUser, showPerson } from './identity/identity.js';
import { NameForm } from './identity/name-form.js';
import type { CurrentUser } from './identity/current-user.js';
import { pendingMessageActions } from './outbox/pending-message-actions.js';
import { PendingMessages } from './outbox/pending-messages.js';
import { Outbox } from './outbox/outbox.js';
import { Notifications } from './notifications/notifications.js';
import { Banner } from './page/banner.js';
import { find } from './page/elements.js';
import { readPage } from './page/page-data.js';
import { watchPageLifecycle } from './page-lifecycle.js';
import { reloadOnce } from './page/reload.js';
import { Strings } from './page/strings.js';
import { SharedPoll } from './poll/shared-poll.js';
import { RoomList } from './rooms/room-list.js';
import { UnreadSigns } from './rooms/unread-signs.js';
import { VisitedRooms } from './rooms/visited-rooms.js';
import { reasonIn } from './page/failure-reason.js';
import { actor } from './server/actor.js';
import { RoomApi } from './server/room-api.js';
import { startStandaloneFeatures } from './standalone-features.js';
import { migrateOldStorage } from './storage/migrate-old-storage.js';
import { PersonalStorage } from './storage/personal-storage.js';
import { WritingAids } from './writing/writing-aids.js';

const page = readPage();
const room = page.room.key;
const strings = new Strings(page);
const inbox = find('#inbox', HTMLElement);
const touch = matchMedia('(pointer: coarse)').matches;
const storage = PersonalStorage.of(page);
const aids = new WritingAids({ page, strings, touch, storage });
const rules = { maxChars: page.maxBodyChars, touch, strings, aids };
migrateOldStorage(storage, page.actingAs);
const reason = reasonIn(strings);
const drafts = new Drafts(storage);
const pendingMessages = new PendingMessages(storage);
const api = new RoomApi(page.apiUrl, () => poll.doubt());
const who: CurrentUser = trackCurrentUser(page, () => ({
  storage,
  rooms,
  poll,
  composer,
  banner,
  conversation,
  nameForm,
  strings,
  showPending,
  visited,
}));

const view: LogView = new LogView({
  inbox,
  lang: page.lang,
  strings,
  url: api.entriesUrl(room),
  opener: () => own.opener(),
  read: page.read,
  seq: page.seq,
  newest: () => (who.me ? poll.position(room) : 0),
  tell: async (seq) => {
    await api.markRead(room, seq);
    rooms.hasRead(room, seq);
    poll.hasRead(room, seq);
    showUnread();
  },
});
const { log, scroll, catchingUp } = view;
const own = new OwnMessages({
  inbox,
  log,
  scroll,
  drafts,
  rules,
  reason,
  edit: (id, body) => api.edit(room, id, body),
  remove: (id) => api.remove(room, id),
  onDone: (lost) => {
    if (lost) composer.restoreText(lost);
    else if (touch) inbox.focus({ preventScroll: true });
    else composer.focus();
  },
});
const conversation = new Conversation({
  room,
  view,
  announcer: new Announcer({ lang: page.lang, strings, storage }),
  strings,
  actionsOn: (pending) => pendingMessageActions(pending, outbox, composer),
  onMe: (me) => who.meet(me),
});
const nameForm = new NameForm(strings, (me) => who.meet(me));

const outbox = new Outbox({
  pendingMessages,
  send: ({ room: key, body, clientId }) => {
    const name = key === room && page.room.isNew ? { room_name: page.room.name } : {};
    return roomLost.explain(api.send(key, { body, client_id: clientId, ...name }), key);
  },
  reason: reasonIn(strings, 'browser.queued'),
  onChange: showPending,
  onSent: (pending, message) => {
    conversation.sent(pending, message);
    poll.reachable();
  },
});

const composer = new Composer({
  rules,
  draft: drafts.of(room),
  onChange: (text) => drafts.keep(room, text),
  onSend: (text) => {
    outbox.add(room, text);
    scroll.toEnd();
  },
  onUp: () => own.editLast(),
});

const signs = new UnreadSigns();
const visited = new VisitedRooms(storage, (key) => api.follow(key));
const openRoom = room[0] !== '~' && !inbox.querySelector('.not-created') ? page.room : null;
const rooms = new RoomList({
  room,
  url: `/a/side?${new URLSearchParams({ room })}`,
  strings,
  onRefresh: () => {
    dressRooms();
    poll.want(rooms.positions());
    showUnread();
  },
});

const notifications = new Notifications({ strings, storage, rooms, leads: () => poll.leads });

const poll = new SharedPoll({
  url: page.updatesUrl,
  epoch: page.epoch,
  room,
  sender: () => ({ who: actor.id, name: who.me?.name ?? '' }),
  after: new Map([...rooms.positions(), [room, page.seq]]),
  holdMs: page.holdMs,
  on: {
    news: (news) => {
      if (news.me && news.me !== who.me?.id) void who.check();
      conversation.news(news, outbox);
      roomLost.news(news);
      rooms.news(news);
      notifications.news(news);
      catchingUp.look();
      showUnread();
    },
    read: (key, seq) => {
      rooms.hasRead(key, seq);
      showUnread();
    },
    closed: () => roomLost.closed(),
    trouble: (retryAt) => banner.trouble(retryAt),
    // Only after a real loss: after a mere doubt, a pending message that fails while polls get through would be
    // retried for ever.
    recovered: (wasLost) => {
      banner.recovered();
      if (wasLost) sendAll();
    },
    // Look first, so that the page does not reload as somebody else without saying so.
    stale: () => void who.check().then((isSame) => isSame && reloadOnce()),
    tabLeft: () => outbox.sendAll(),
    userChanged: () => void who.check(),
  },
});
const banner = new Banner(strings, () => poll.wake(), composer);

const roomLost = new RoomLostNotice({ room: page.room, strings, banner, composer, stop: () => poll.stop() });

function showUnread(): void {
  const isCounted = who.me && !rooms.isMuted(room);
  signs.show(rooms.unread + (isCounted ? catchingUp.unread(rooms.read(room)) : 0));
}

function showPending(): void {
  // The pending messages on the page stay as they are.
  if (who.isLost || storage.isForgotten) return;
  conversation.showPending(pendingMessages.list());
}

/** Only the leading tab sends. */
function sendAll(): void {
  if (poll.leads) outbox.sendAll();
}

/** Adds what only this browser knows about rooms. */
function dressRooms(): void {
  const list = find('.rooms-live', HTMLElement);
  visited.showIn(list, '/room', openRoom);
  drafts.markRooms(list, strings.t('browser.draft'));
}

if (page.me) showPerson(page.me, { conversation, nameForm });
// Only for pages without scripts.
inbox.querySelector('.gap.older')?.remove();
if (page.hasOlder) view.history.followBack(page.oldestSeq);
// A room without a message is followed by whoever writes the first one.
if (openRoom && !openRoom.isListed && !(page.me && openRoom.isNew)) visited.add(openRoom);
dressRooms();
if (page.me) void visited.handOver();
aids.offerEmoji();
startStandaloneFeatures({ inbox, strings, reason, choose: (chosen) => api.choose(room, chosen) });
watchPageLifecycle({ who, poll, sendAll, showPending, isSafe: () => pendingMessages.safe && drafts.safe });
drafts.watch(room, (text) => composer.follow(text));
own.restore();
outbox.sendAll();
catchingUp.open();
showUnread();
// Where keys lead through mentions, the box would take them.
if (matchMedia('(pointer: fine)').matches && !catchingUp.mentionsReader) composer.focus();
poll.start();
