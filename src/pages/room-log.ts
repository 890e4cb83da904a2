import { Injectable } from '@nestjs/common';
import { inSlices } from '../in-slices.js';
import type { Language } from '../i18n/language.js';
import type { Entry, Message } from '../log/entry.js';
import { type Hidden, isHidden } from '../messages/hidden.js';
import type { NewestOfRoom } from '../buffers/message-buffer.service.js';
import { MessageView } from '../messages/message.view.js';
import { NoticeView } from '../messages/notice.view.js';
import { Views } from '../views/views.js';

/** What of a log is a reader's own. */
export interface Reading {
  language: Language;
  hidden: Hidden;
  /** The line of what is new stands before the first message from this seq on; undefined: it stands nowhere on the page. */
  firstUnread: number | undefined;
}

interface Line {
  seq: number;
  html: string;
}

/** The longest take a few milliseconds. */
const RENDERED_AT_ONCE = 20;

/** The newest of a room as its page shows it. */
@Injectable()
export class RoomLog {
  /** As most readers see it: made once, and kept for as long as nothing of it changes. */
  readonly #common = new WeakMap<readonly Message[], Buffer>();
  readonly #unreadLine: (context: object) => string;

  constructor(
    private readonly view: MessageView,
    private readonly notices: NoticeView,
    views: Views,
  ) {
    this.#unreadLine = views.partial('unread-line');
  }

  /** Renders what is not rendered yet, some at a time: `html` after it has little to do. */
  async prepare({ messages }: NewestOfRoom): Promise<void> {
    if (!this.#common.has(messages))
      await inSlices(messages, RENDERED_AT_ONCE, (some) => some.map((message) => this.view.html(message)));
  }

  /** Their HTML in UTF-8, in the order of seq; nothing of what has been deleted, or is of somebody whom the reader has blocked. */
  html(newest: NewestOfRoom, reading: Reading): Buffer {
    if (reading.hidden.size > 0 || reading.firstUnread !== undefined) return this.#make(newest, reading);
    let common = this.#common.get(newest.messages);
    if (!common) this.#common.set(newest.messages, (common = this.#make(newest, reading)));
    return common;
  }

  #make({ messages, notices }: NewestOfRoom, { hidden, firstUnread, language }: Reading): Buffer {
    const lines: Line[] = messages.map((message) => ({
      seq: message.seq,
      html: hidden.has(message.author.id) ? '' : this.view.html(message),
    }));
    const unread = lines.find(
      ({ seq, html }) => html !== '' && firstUnread !== undefined && seq >= firstUnread,
    );
    const html = merged(lines, this.#linesOf(notices, hidden))
      .filter((line) => line.html !== '')
      .map((line) => (line === unread ? this.#unreadLine({ lang: language, ...line }) : '') + line.html)
      .join('\n  ');
    return Buffer.from(html);
  }

  #linesOf(notices: NewestOfRoom['notices'], hidden: Hidden): Line[] {
    const seen = notices.filter((notice: Entry) => !isHidden(notice, hidden));
    return seen.map((notice) => ({ seq: notice.seq, html: this.notices.html(notice) }));
  }
}

function merged(lines: readonly Line[], others: readonly Line[]): readonly Line[] {
  return others.length === 0 ? lines : [...lines, ...others].toSorted((a, b) => a.seq - b.seq);
}
