import { Injectable } from '@nestjs/common';
import { inSlices } from '../in-slices.js';
import type { Language } from '../i18n/language.js';
import type { Entry } from '../log/entry.js';
import type { Message } from '../log/message.js';
import { type Hidden, isHidden } from '../messages/hidden.js';
import type { NewestOfRoom } from '../buffers/message-buffer.service.js';
import { MessageView } from '../messages/message.view.js';
import { NoticeView } from '../messages/notice.view.js';
import { Views } from '../views/views.js';

/** What differs between readers of the same log. */
export interface Reading {
  language: Language;
  hidden: Hidden;
  /** Seq of the first unread message, above which the "new" line is shown; undefined for no line. */
  firstUnread: number | undefined;
}

interface Line {
  seq: number;
  html: string;
}

/** The longest messages take a few milliseconds each. */
const RENDERED_AT_ONCE = 20;

/** The newest entries of a room as HTML. */
@Injectable()
export class RenderedLog {
  /** The log as most readers see it, rendered once and cached until it changes. */
  readonly #common = new WeakMap<readonly Message[], Buffer>();
  readonly #unreadLine: (context: object) => string;

  constructor(
    private readonly view: MessageView,
    private readonly notices: NoticeView,
    views: Views,
  ) {
    this.#unreadLine = views.partial('unread-line');
  }

  /** Renders what is not cached yet, in slices, so that `html` has little to do afterwards. */
  async prepare({ messages }: NewestOfRoom): Promise<void> {
    if (!this.#common.has(messages))
      await inSlices(messages, RENDERED_AT_ONCE, (some) => some.map((message) => this.view.html(message)));
  }

  /** HTML in UTF-8, in order of seq, without deleted messages and authors that the reader blocked. */
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
