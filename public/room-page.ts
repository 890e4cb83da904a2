import { Composer } from './composer/composer.js';
import { Announcer } from './conversation/announcer.js';
import { CodeBlocks } from './conversation/code-blocks.js';
import { Conversation } from './conversation/conversation.js';
import { LogView } from './conversation/log-view.js';
import { RoomLostNotice } from './conversation/room-lost-notice.js';
import { OwnMessages } from './editing/own-messages.js';
import type { Frame, FramedRoom } from './frame.js';
import { NameForm } from './identity/name-form.js';
import { pendingMessageActions } from './outbox/pending-message-actions.js';
import { find } from './page/elements.js';
import type { RoomPageData } from './page/page-data.js';
import { PersonCard } from './people/person-card.js';
import { Presence } from './presence/presence.js';
import { offerCopying } from './rooms/copy-link.js';
import { RoomBell } from './rooms/room-bell.js';
import { WritingAids } from './writing/writing-aids.js';

/** Starts the page of a room. */
export function startRoomPage(frame: Frame, page: RoomPageData): void {
  const { api, banner, drafts, outbox, poll, reason, rooms, storage, strings, who } = frame;
  const room = page.room.key;
  const inbox = find('#inbox', HTMLElement);
  const touch = matchMedia('(pointer: coarse)').matches;
  const preview = (body: string) => api.preview(body);
  const aids = new WritingAids({ page, strings, touch, storage, preview });
  const rules = { maxChars: page.maxBodyChars, touch, strings, aids };

  const announcer = new Announcer({ lang: page.lang, strings, storage });
  const view: LogView = new LogView({
    inbox,
    lang: page.lang,
    strings,
    url: api.entriesUrl(room),
    opener: () => own.opener(),
    codeBlocks: new CodeBlocks(strings, (text) => announcer.say(text)),
    read: page.read,
    seq: page.seq,
    newest: () => (who.me ? poll.position(room) : 0),
    tell: async (seq) => {
      await api.markRead(room, seq);
      rooms.hasRead(room, seq);
      poll.hasRead(room, seq);
      frame.showUnread();
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
    announcer,
    strings,
    actionsOn: (pending) => pendingMessageActions(pending, outbox, composer),
    onMe: (me) => who.meet(me),
  });
  const nameForm = new NameForm(strings, (me) => who.meet(me));
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
  const presence = new Presence({ strings, me: () => who.me?.id, say: () => api.writing(room) });
  const roomLost = new RoomLostNotice({
    room: page.room,
    strings,
    banner,
    composer,
    stop: () => poll.stop(),
  });

  const framed: FramedRoom = {
    news: (news) => {
      conversation.news(news, outbox);
      roomLost.news(news);
      presence.news(news);
      catchingUp.look();
    },
    present: (present) => presence.show(present),
    closed: () => roomLost.closed(),
    sent: (pending, message) => conversation.sent(pending, message),
    showPending: (pending) => conversation.showPending(pending),
    unread: () => catchingUp.unread(rooms.read(room)),
    showPerson: (me) => {
      conversation.setMe(me);
      nameForm.show(me);
    },
    pause: (on) => composer.pause(on),
    offline: (on) => composer.offline(on),
  };

  if (page.me) framed.showPerson(page.me);
  // Only for pages without scripts.
  for (const link of inbox.querySelectorAll(':scope > :is(.older, .newest)')) link.remove();
  if (page.hasOlder) view.history.followBack(page.oldestSeq);
  aids.offerEmoji();
  aids.offerPreview();
  new PersonCard({ inbox, strings, reason }).watch();
  new RoomBell({ strings, reason, save: (chosen) => api.choose(room, chosen) }).watch();
  offerCopying(strings);
  drafts.watch(room, (text) => composer.follow(text));
  own.restore();
  catchingUp.open();
  // Where keys lead through mentions, the box would take them.
  if (matchMedia('(pointer: fine)').matches && !catchingUp.mentionsReader) composer.focus();
  frame.start(framed);
}
