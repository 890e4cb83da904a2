import { beforeAll, describe, expect, it } from 'vitest';
import { Translator } from '../src/i18n/translator.js';
import { Storage } from '../src/storage/storage.js';
import { attributes, form, messageIds } from './support/html.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';
import { MessageBufferService } from '../src/buffers/message-buffer.service.js';

const BEGINNING = '00000000-0000-0000-0000-000000000000';

const server = sharedApp({ BUFFER_SIZE: '5' });
let ann: Visitor;
beforeAll(async () => {
  ann = await Visitor.at(server.url);
});

async function page(visitor: Visitor, path: string): Promise<string> {
  const answer = await visitor.get(path, { accept: 'text/html' });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** What the page's script is told. */
function pageData(html: string): {
  room: { key: string };
  cursor: string;
  me: { name: string } | null;
  lang: string;
  strings: Record<string, string>;
} {
  return JSON.parse(attributes(html, /data-page=/)['data-page'] as string) as ReturnType<typeof pageData>;
}

const count = async (table: 'rooms' | 'sessions' | 'users' | 'entries'): Promise<number> => {
  const rows = await server.app.get(Storage).reader.selectFrom(table).selectAll().execute();
  return rows.length;
};

describe('the page', () => {
  it('is HTML in UTF-8 and not cached', async () => {
    const { headers } = await ann.get('/');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('of the lobby has the inbox and a form without a room', async () => {
    const html = await page(ann, '/');
    expect(attributes(html, /id="inbox"/)).toBeTruthy();
    expect(attributes(html, /id="messageform"/)).toMatchObject({ method: 'post', action: '/a/message/new' });
    const send = form(html, '/a/message/new');
    expect(attributes(send, /<(?:input|textarea)[^>]*id="message"/)).toMatchObject({ name: 'body' });
    expect(attributes(send, /name="_xsrf"/)).toMatchObject({ type: 'hidden', value: ann.token });
    expect(attributes(send, /name="next"/)).toMatchObject({ type: 'hidden', value: '/' });
    expect(send).not.toContain('name="room"');
  });

  it('of a room has the key of the room in its form, which leads back', async () => {
    const html = await page(ann, '/room?room=North+HALL%20');
    const send = form(html, '/a/message/new');
    expect(attributes(send, /name="room"/)).toMatchObject({ type: 'hidden', value: 'north hall' });
    expect(attributes(send, /name="next"/)['value']).toBe('/room?room=North+HALL%20');
    expect(attributes(html, /data-updates=/)['data-updates']).toBe('/a/message/updates');
    expect(/<title>(.*)<\/title>/.exec(html)?.[1]).toMatch(/^North HALL\b/);
  });

  it('has the room in the first field of that name, where Tornado’s scripts look for it', async () => {
    const html = await page(ann, '/room?room=42');
    expect(/<(?:input|textarea)[^>]*name="room"[^>]*>/.exec(html)?.[0]).toContain('value="42"');
  });

  it.each(['en', 'zh-CN'] as const)('has the texts of its scripts, in %s', async (language) => {
    const visitor = await Visitor.at(server.url);
    const answer = await visitor.get('/', { accept: 'text/html', 'accept-language': language });
    expect(pageData(await answer.text()).strings).toEqual(new Translator().browserTexts(language));
  });

  it('has a form that opens a room by name', async () => {
    const html = await page(ann, '/');
    const enter = form(html, '/open');
    expect(attributes(enter, /<form/)).toMatchObject({ method: 'get' });
    expect(attributes(enter, /name="room"/)).toBeTruthy();
  });

  it('shows the buffered messages, oldest first, and the position where they end', async () => {
    const sent = [];
    for (let i = 1; i <= 7; i++) sent.push(await ann.send(`<i>${i}</i>\n & more`, { room: 'shown' }));
    const html = await page(await Visitor.at(server.url), '/room?room=shown');
    expect(messageIds(html)).toEqual(sent.slice(2).map(({ id }) => id));
    // Under one head, but otherwise the same.
    const same = html.replaceAll('class="message continued"', 'class="message"');
    for (const message of sent.slice(2)) expect(same).toContain(message.html);
    expect(pageData(html)).toMatchObject({ room: { key: 'shown' }, cursor: sent.at(-1)?.id, me: null });
  });

  it('of an empty room starts at the first position', async () => {
    const html = await page(ann, '/room?room=empty');
    expect(messageIds(html)).toEqual([]);
    expect(pageData(html).cursor).toBe(BEGINNING);
  });

  it('escapes the name of its room', async () => {
    const html = await page(ann, `/room?room=${encodeURIComponent('<img src=x>"\'&')}`);
    expect(html).not.toContain('<img src=x>');
    expect(pageData(html).room.key).toBe('<img src=x>"\'&');
  });

  it.each(['/room', '/room?room=', '/room?room=a&room=b', '/room?room[]=a', '/room?room=a%00'])(
    'does not exist for %s',
    async (path) => {
      expect((await ann.get(path)).status).toBe(400);
    },
  );
});

describe('the form of the page', () => {
  it('works without JavaScript', async () => {
    const bob = await Visitor.at(server.url, '/room?room=plain');
    const send = form(await page(bob, '/room?room=plain'), '/a/message/new');
    const hidden = Object.fromEntries(
      ['_xsrf', 'next', 'room'].map((name) => [
        name,
        attributes(send, new RegExp(`name="${name}"`))['value'] ?? '',
      ]),
    );
    const answer = await bob.postRaw('/a/message/new', new URLSearchParams({ ...hidden, body: 'by hand' }), {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      origin: server.url,
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/room?room=plain']);
    expect(await page(bob, '/room?room=plain')).toContain('>by hand</div>');
  });
});

describe('reading a page', () => {
  it('stores no room, no session and no guest, and keeps no buffer', async () => {
    const before = await Promise.all([count('rooms'), count('sessions'), count('users')]);
    const buffers = server.app.get(MessageBufferService).activeRoomCount;
    for (let i = 0; i < 20; i++) {
      const visitor = await Visitor.at(server.url, `/room?room=looked+at+${i}`);
      await visitor.poll({ room: `looked at ${i}`, wait: '0' });
    }
    expect(await Promise.all([count('rooms'), count('sessions'), count('users')])).toEqual(before);
    expect(server.app.get(MessageBufferService).activeRoomCount).toBe(buffers);
    // Premise: writing does store.
    await (await Visitor.at(server.url)).send('x', { room: 'looked at 1' });
    expect(await Promise.all([count('rooms'), count('sessions'), count('users')])).toEqual(
      before.map((n) => n + 1),
    );
  });

  it('gives a session cookie once and a readable token every time', async () => {
    const bob = new Visitor(server.url);
    const first = (await bob.get('/')).headers.getSetCookie().map((line) => line.split('=', 1)[0]);
    const second = (await bob.get('/')).headers.getSetCookie().map((line) => line.split('=', 1)[0]);
    expect([first, second]).toEqual([[bob.session[0], '_xsrf'], ['_xsrf']]);
  });
});

/** Without the lobby, which is always near. */
const listed = (html: string): string[] =>
  [...html.matchAll(/<a class="room-link"[^>]*data-room="([^"]*)"/g)]
    .map(([, key = '']) => key)
    .filter((key) => key !== 'lobby');

describe('the list of rooms', () => {
  it('names the rooms where the visitor has posted, the latest first, and marks the current one', async () => {
    const [bob, eve] = [await Visitor.at(server.url), await Visitor.at(server.url)];
    expect(listed(await page(bob, '/'))).toEqual([]);
    for (const room of ['list a', 'list b', 'lobby', 'list a']) await bob.send('x', { room });
    await eve.send('x', { room: 'list c' });
    const html = await page(bob, '/room?room=list+b');
    expect(listed(html)).toEqual(['list a', 'list b']);
    expect(attributes(html, /data-room="list b"/)).toMatchObject({
      'aria-current': 'page',
      href: '/room?room=list%20b',
    });
    expect(attributes(html, /data-room="list a"/)).not.toHaveProperty('aria-current');
    expect(attributes(html, /data-room="lobby"/)['href']).toBe('/');
  });
});
