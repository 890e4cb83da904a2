import { Injectable } from '@nestjs/common';
import { inSlices } from '../in-slices.js';
import type { Language } from '../i18n/language.js';
import { type Entry, messagesAmong } from '../log/entry.js';
import type { Message } from '../log/message.js';
import { type Hidden, isHidden } from '../messages/hidden.js';
import type { NewestOfRoom } from '../buffers/message-buffer.service.js';
import { MessageView } from '../messages/message.view.js';
import { NoticeView } from '../messages/notice.view.js';
import { type Missed, MOST_MISSED } from '../rooms/missed-messages.js';
import { Views } from '../views/views.js';

/** What differs between readers of the same log. */
export interface Reading {
  language: Language;
  hidden: Hidden;
  /** What they have not read: a line above the first of it says so; undefined for no line. */
  missed: Missed | undefined;
  /** Entries before the newest ones, with a gap between them or not. */
  earlier: readonly Entry[];
}

interface Line {
  seq: number;
  html: string;
  /** Of a message. */
  from?: { id: string; at: number };
}

/** What somebody says within this time stands under one head. Scripts go on by the same rule (`public/conversation/sections.ts`). */
const ONE_HEAD_MS = 5 * 60_000;

/** So many messages get a summary of what they are, besides the line above them. */
const SUMMARISED_FROM = 5;

/** The longest messages take a few milliseconds each. */
const RENDERED_AT_ONCE = 20;

/** The newest entries of a room as HTML. */
@Injectable()
export class RenderedLog {
  /** The log as most readers see it, rendered once and cached until it changes. */
  readonly #common = new WeakMap<readonly Message[], Buffer>();
  readonly #unreadLine: (context: object) => string;
  readonly #gap: (context: object) => string;

  constructor(
    private readonly view: MessageView,
    private readonly notices: NoticeView,
    views: Views,
  ) {
    this.#unreadLine = views.partial('unread-line');
    this.#gap = views.partial('gap');
  }

  /** Renders what is not cached yet, in slices, so that `html` has little to do afterwards. */
  async prepare({ messages }: NewestOfRoom, earlier: readonly Entry[]): Promise<void> {
    const cold = [...messagesAmong(earlier), ...(this.#common.has(messages) ? [] : messages)];
    await inSlices(cold, RENDERED_AT_ONCE, (some) => some.map((message) => this.view.html(message)));
  }

  /** HTML in UTF-8, in order of seq, without deleted messages and authors that the reader blocked. */
  html(newest: NewestOfRoom, reading: Reading): Buffer {
    if (reading.hidden.size > 0 || reading.missed) return this.#make(newest, reading);
    let common = this.#common.get(newest.messages);
    if (!common) this.#common.set(newest.messages, (common = this.#make(newest, reading)));
    return common;
  }

  #make(newest: NewestOfRoom, { hidden, missed, earlier, language }: Reading): Buffer {
    const lines = [
      ...this.#earlierLines(earlier, newest, { hidden, language }),
      ...this.#linesOf(newest, hidden),
    ];
    const shown = lines.filter((line) => line.html !== '');
    const unread = missed && shown.find(({ seq, from }) => from && seq >= missed.firstSeq);
    const html = shown.map((line, i) => {
      if (missed && line === unread)
        return this.#unreadLine({ lang: language, ...summaryOf(missed) }) + line.html;
      return isContinued(line, shown[i - 1]) ? continued(line.html) : line.html;
    });
    return Buffer.from(html.join('\n  '));
  }

  #linesOf(
    { messages, notices }: Pick<NewestOfRoom, 'messages' | 'notices'>,
    hidden: Hidden,
  ): readonly Line[] {
    const lines = messages.map((message): Line => {
      const { seq, at, author } = message;
      return { seq, html: hidden.has(author.id) ? '' : this.view.html(message), from: { id: author.id, at } };
    });
    const seen = notices.filter((notice: Entry) => !isHidden(notice, hidden));
    const others = seen.map((notice) => ({ seq: notice.seq, html: this.notices.html(notice) }));
    return merged(lines, others);
  }

  #earlierLines(
    entries: readonly Entry[],
    newest: NewestOfRoom,
    { hidden, language }: Pick<Reading, 'hidden' | 'language'>,
  ): readonly Line[] {
    const after = entries.at(-1)?.seq;
    if (after === undefined) return [];
    const notices = entries.filter((entry) => entry.message === undefined);
    const lines = this.#linesOf({ messages: messagesAmong(entries), notices }, hidden);
    const before = oldestSeqOf(newest) ?? after + 1;
    if (after + 1 >= before) return lines;
    return [...lines, { seq: after, html: this.#gap({ lang: language, after, before }) }];
  }
}

/** The oldest seq among the newest entries; undefined if there are none. */
export function oldestSeqOf({ messages, notices }: NewestOfRoom): number | undefined {
  const seqs = [messages[0]?.seq, notices[0]?.seq].filter((seq) => seq !== undefined);
  return seqs.length > 0 ? Math.min(...seqs) : undefined;
}

/** What the line above the first unread message says. */
function summaryOf({ firstSeq, since, messages, people, mentions }: Missed): object {
  const at = new Date(since).toISOString();
  return {
    seq: firstSeq,
    messages,
    isMore: messages === MOST_MISSED,
    people,
    at,
    clock: at.slice(11, 16),
    mentions: mentions.join(' '),
    mentionCount: mentions.length,
    isSummarised: messages >= SUMMARISED_FROM || mentions.length > 0,
  };
}

function isContinued({ from }: Line, before: Line | undefined): boolean {
  return from !== undefined && from.id === before?.from?.id && from.at - before.from.at < ONE_HEAD_MS;
}

/** The head above it counts for this message too. */
function continued(html: string): string {
  return html.replace('class="message"', 'class="message continued"');
}

function merged(lines: readonly Line[], others: readonly Line[]): readonly Line[] {
  return others.length === 0 ? lines : [...lines, ...others].toSorted((a, b) => a.seq - b.seq);
}
