import { beforeEach, describe, expect, it } from 'vitest';
import { Translator } from '../i18n/translator.js';
import type { NoticeEntry } from '../log/entry.js';
import type { Message } from '../log/message.js';
import { NOBODY } from '../messages/hidden.js';
import { MessageView } from '../messages/message.view.js';
import { NoticeView } from '../messages/notice.view.js';
import { MEMBERSHIP } from '../rooms/room-notices.js';
import { Views } from '../views/views.js';
import { RenderedLog, type Reading } from './rendered-log.js';

const BOB = { id: 'bob', name: 'Bob' };
const NEWEST = {
  messages: [message(1, 'ann'), message(3, 'bob'), message(4, 'ann')],
  notices: [notice(2)],
  seq: 4,
};

let log: RenderedLog;
beforeEach(() => {
  const translator = new Translator();
  const views = new Views(translator);
  const notices = new NoticeView(views, translator);
  log = new RenderedLog(new MessageView(views, notices, translator), notices, views);
});

function message(seq: number, author: string): Message {
  const id = `id${seq}`;
  const body = `said ${seq} by ${author}`;
  return {
    room: 'a',
    seq,
    id,
    at: 0,
    author: { id: author, name: author },
    clientId: null,
    body,
    editedAt: null,
    changedSeq: seq,
    deleted: false,
  };
}

function notice(seq: number): NoticeEntry {
  const detail = { change: 'joined', user: BOB };
  return { room: 'a', seq, type: MEMBERSHIP, notice: { id: `id${seq}`, at: 0, by: BOB, detail } };
}

const html = (reading: Partial<Reading> = {}): Buffer =>
  log.html(NEWEST, { language: 'en', hidden: NOBODY, missed: undefined, earlier: [], ...reading });
const idsIn = (text: Buffer): string[] =>
  [...text.toString().matchAll(/ id="[mn](\w+)"/g)].map(([, id = '']) => id);

describe('the log on a page', () => {
  it('has messages and notices in the order of seq', () => {
    expect(idsIn(html())).toEqual(['id1', 'id2', 'id3', 'id4']);
  });

  it('is rendered once for all who see the same', () => {
    expect(html()).toBe(html({ language: 'zh-CN' }));
  });

  it('leaves out people whom its reader has blocked, and only for that reader', () => {
    const before = html();
    const theirs = html({ hidden: new Set(['bob']) });
    expect(idsIn(theirs)).toEqual(['id1', 'id2', 'id4']);
    expect(theirs.toString()).not.toContain('by bob');
    expect(html()).toBe(before);
  });

  it('marks where unread messages begin, in the reader’s language, only for that reader', () => {
    html();
    const missed = { firstSeq: 3, since: 0, messages: 2, people: 2, mentions: [] };
    const unread = (language: 'en' | 'zh-CN'): string => html({ missed, language }).toString();
    expect(unread('en')).toMatch(
      /id="unread" data-seq="3">[^]*2 new messages[^]*<\/div>\s*<div class="message" id="mid3"/,
    );
    expect(unread('zh-CN')).toContain('2 条新消息');
    expect(unread('zh-CN')).not.toContain('new');
    expect(html().toString()).not.toContain('unread-line');
  });
});
