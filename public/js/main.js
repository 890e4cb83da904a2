import { Banner } from './banner.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Drafts } from './drafts.js';
import { MessageLog } from './message-log.js';
import { NameForm } from './name-form.js';
import { Outbox } from './outbox.js';
import { find, readPage } from './page.js';
import { Pill } from './pill.js';
import { PollLoop } from './poll-loop.js';
import { csrfToken, post } from './request.js';
import { StickyScroll } from './sticky-scroll.js';
import { Strings } from './strings.js';
import { Times } from './times.js';
import { followKeyboard } from './viewport.js';
import { VisitedRooms } from './visited-rooms.js';
import { watchForWake } from './wake.js';

/**
 * @typedef {import('./page.js').Person} Person
 * @typedef {import('./poll-loop.js').Message} Message
 * @typedef {import('./outbox.js').Letter} Letter
 */

const SEND_WITHIN_MS = 20_000;
const USUAL_HOLD_MS = 25_000;

const page = readPage();
const strings = new Strings(page.strings, page.lang);
const inbox = find('#inbox', HTMLElement);
const form = find('#messageform', HTMLFormElement);

const scroll = new StickyScroll(inbox, (atEnd) => atEnd && pill.clear());
const pill = new Pill(find('.pill', HTMLButtonElement), strings, () => scroll.toEnd());
const log = new MessageLog(inbox, new Times(page.lang));
const conversation = new Conversation({ log, scroll, pill, strings, onMe });
const nameForm = new NameForm(strings, onMe);

const outbox = new Outbox({
  send: ({ clientId, body }) =>
    /** @type {Promise<Message>} */ (
      post(
        form.action,
        { body, room: page.room.key, client_id: clientId },
        AbortSignal.timeout(SEND_WITHIN_MS),
      )
    ),
  on: {
    pending: (letter) => conversation.pending(letter, actionsOn(letter)),
    failed: (letter, error) => conversation.failed(letter, error),
    sent: (letter, message) => {
      conversation.sent(letter, message);
      poll.reachable();
    },
  },
});

const drafts = new Drafts();
const composer = new Composer(
  { form, box: find('#message', HTMLTextAreaElement), note: find('#composer-note', HTMLElement) },
  {
    maxChars: page.maxBodyChars,
    touch: matchMedia('(pointer: coarse)').matches,
    strings,
    draft: drafts.of(page.room.key),
    onChange: (text) => drafts.keep(page.room.key, text),
    onSend: (text) => outbox.add(text),
  },
);

const poll = new PollLoop({
  url: find('.page', HTMLElement).dataset['updates'] ?? '',
  room: page.room.key,
  cursor: page.cursor,
  holdMs: page.holdMs ?? USUAL_HOLD_MS,
  on: {
    news: (messages, gap) => conversation.news(messages, gap, outbox),
    trouble: () => banner.trouble(),
    well: () => {
      banner.well();
      outbox.retryAll();
    },
  },
});
const banner = new Banner(find('.banner', HTMLElement), strings, () => poll.wake());

/** @param {Person} me */
function onMe(me) {
  conversation.setMe(me);
  nameForm.show(me);
}

/** @param {Letter} letter */
function actionsOn(letter) {
  const takeOut = () => {
    outbox.remove(letter.clientId);
    conversation.drop(letter);
    composer.focus();
  };
  return {
    retry: () => {
      outbox.retry(letter);
      composer.focus();
    },
    edit: () => {
      takeOut();
      composer.giveBack(letter.body);
    },
    discard: takeOut,
  };
}

if (page.me) onMe(page.me);
const visited = new VisitedRooms();
visited.add(page.room);
visited.showIn(
  find('.room-list', HTMLElement),
  find('form.enter-room', HTMLFormElement).action,
  page.room.key,
);
followKeyboard();
watchForWake(() => {
  poll.wake();
  outbox.retryAll();
});
document.addEventListener('visibilitychange', () => poll.wake());
window.addEventListener('beforeunload', (event) => {
  if (!outbox.empty) event.preventDefault();
});
// Forms that leave the page carry the token as it is now, not as it was when the page was made.
document.addEventListener('submit', ({ target }) => {
  const hidden = target instanceof HTMLFormElement && target.elements.namedItem('_xsrf');
  if (hidden instanceof HTMLInputElement) hidden.value = csrfToken();
});
if (matchMedia('(pointer: fine)').matches) composer.focus();
void poll.run();
