import { describe, expect, it } from 'vitest';
import { Translator } from '../i18n/translator.js';
import type { NoticeEntry } from '../log/entry.js';
import type { NoticeDetail, NoticeType } from '../log/entry-type.js';
import { INVITATION, MEMBERSHIP, SETTINGS } from '../rooms/room-notices.js';
import { Views } from '../views/views.js';
import { NoticeView } from './notice.view.js';

const ANN = { id: 'ann', name: 'Ann' };
const BOB = { id: 'bob', name: '<b>Bob</b>' };
const translator = new Translator();
const view = new NoticeView(new Views(translator), translator);

const entry = (type: NoticeType, detail: NoticeDetail, room = '~k'): NoticeEntry => ({
  room,
  seq: 7,
  type,
  notice: { id: 'x', at: 0, by: ANN, detail },
});

describe('a notice', () => {
  it('is a line in every language, escaped, with each name in an element of its own', () => {
    const html = view.html(entry(MEMBERSHIP, { change: 'removed', user: BOB }));
    expect(html).toMatch(/^<p class="notice" id="nx" data-seq="7">[^\n]*<\/p>$/);
    expect(html).toContain(
      '<span lang="en">\u2068Ann\u2069 removed \u2068&lt;b&gt;Bob&lt;/b&gt;\u2069</span><span lang="zh-CN">',
    );
    expect(html).not.toContain('<b>');
  });

  it('is an event with its details under the name of its type', () => {
    const joined = entry(MEMBERSHIP, { change: 'joined', user: BOB });
    expect(JSON.parse(view.event(joined))).toEqual({
      room: '~k',
      seq: 7,
      type: 'membership',
      membership: { change: 'joined', user: BOB, by: ANN },
      at: '1970-01-01T00:00:00.000Z',
      html: view.html(joined),
    });
    const renamed = JSON.parse(view.event(entry(SETTINGS, { change: 'renamed', name: 'Chess' }))) as object;
    expect(renamed).toMatchObject({ type: 'room', settings: { change: 'renamed', name: 'Chess', by: ANN } });
  });

  it('of one’s own log is an event of @me and has no line', () => {
    const invited = entry(INVITATION, { change: 'invited', room: '~k', name: 'Chess' }, '@bob');
    const event = JSON.parse(view.event(invited)) as object;
    expect(event).toMatchObject({ room: '@me', invitation: { room: '~k', name: 'Chess', by: ANN } });
    expect(event).not.toHaveProperty('html');
  });

  it.each<[NoticeType, NoticeDetail]>([
    [MEMBERSHIP, { change: 'joined', user: BOB }],
    [MEMBERSHIP, { change: 'left', user: BOB }],
    [MEMBERSHIP, { change: 'removed', user: BOB }],
    [MEMBERSHIP, { change: 'banned', user: BOB }],
    [MEMBERSHIP, { change: 'role', user: BOB, role: 'moderator' }],
    [MEMBERSHIP, { change: 'role', user: BOB, role: 'member' }],
    [MEMBERSHIP, { change: 'handed-over', user: BOB }],
    [SETTINGS, { change: 'founded', name: 'Chess' }],
    [SETTINGS, { change: 'renamed', name: 'Chess' }],
    [SETTINGS, { change: 'topic', topic: 'Endgames' }],
    [SETTINGS, { change: 'topic', topic: '' }],
    [SETTINGS, { change: 'deleted' }],
  ])('of a %s has words for %j', (type, detail) => {
    const html = view.html(entry(type, detail));
    expect(html).not.toMatch(/notice\.|undefined|\{\{/);
  });
});
