import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VIEWS_DIR } from '../src/views/templates.js';
import { signedIn, signedUp } from './support/account.js';
import { form, unescapeHtml } from './support/html.js';
import { actorOf, hidden, textsIn } from './support/identity.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp();

let count = 0;
const fresh = (what: string): string => `${what} ${++count}`;

/** What stands in the forms of all templates that post. */
const FORMS = readdirSync(VIEWS_DIR, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.hbs'))
  .flatMap((name) => {
    const template = readFileSync(join(VIEWS_DIR, name), 'utf8');
    const forms = template.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
    return forms.filter((text) => /method="?post/i.test(text)).map((text) => ({ name, text }));
  });

describe('the hidden field that says who a page acts for', () => {
  it('is in every form that posts, by the partial that it begins with', () => {
    expect(FORMS.length).toBeGreaterThan(20);
    for (const { name, text } of FORMS) expect(`${name}: ${text}`).toMatch(/^[^>]*>\s*\{\{~?> form-start\b/);
  });

  it('is on the pages of a stranger, of a guest and of an account', async () => {
    const guest = await RestClient.at(server.url);
    await guest.say('premise', 'a guest');
    const account = await signedUp(server, fresh('Ann'));
    const group = await (await account.postJson('/api/groups', { name: 'Readers' })).json();
    const { room } = group as { room: string };
    const open: [Visitor, string[]][] = [
      [await Visitor.at(server.url), ['/', '/room?room=x', '/sign-in', '/sign-up']],
      [guest, ['/', '/room?room=x', '/sign-in', '/sign-up']],
      [
        account,
        [
          '/',
          '/account',
          '/people',
          '/new',
          '/invitations',
          `/members?room=${room}`,
          `/settings?room=${room}`,
        ],
      ],
    ];
    for (const [browser, paths] of open) {
      for (const path of paths) {
        const html = await (await browser.get(path)).text();
        const forms = (html.match(/<form\b[\s\S]*?<\/form>/g) ?? []).filter((one) =>
          one.includes('method="post"'),
        );
        expect(forms.length).toBeGreaterThan(0);
        for (const one of forms) expect(one).toMatch(/name="acting_as" value="[\w:-]{20,}"/);
      }
    }
  });
});

describe('the error page of a form whose page was somebody else’s', () => {
  const html = { accept: 'text/html' };

  it('says who one is now, and returns the text to be sent as that person', async () => {
    const browser = await signedUp(server, fresh('Ann'));
    const page = await actorOf(browser);
    await browser.postJson('/api/session/end', {});
    await browser.me();
    const bob = await signedUp(server, fresh('Bob'), browser);
    const room = fresh('kept').replace(' ', '-');
    const fields = {
      acting_as: page,
      room,
      body: 'a <b>long</b> text',
      client_id: 'pressed',
      next: `/room?room=${room}`,
    };
    const answer = await browser.post('/a/message/new', fields, html);
    const text = await answer.text();
    expect(answer.status).toBe(409);
    expect(text).toContain(`<h1>You’re now ${bob.name}</h1>`);
    const draft = form(text, '/a/message/new');
    expect(draft).toContain('a &lt;b&gt;long&lt;/b&gt; text</textarea>');
    expect(draft).toContain(`Send as ${bob.name}</button>`);
    expect(await textsIn(server, room)).toEqual([]);

    const again = await browser.post('/a/message/new', { ...hidden(draft), body: fields.body }, html);
    expect([again.status, again.headers.get('location')]).toEqual([302, `/room?room=${room}`]);
    expect(await textsIn(server, room)).toEqual([`${bob.name}: a <b>long</b> text`]);
  });

  it.each([
    ['the session has ended elsewhere', 401, false],
    ['the cookies are gone', 409, true],
  ])(
    'says that one has been signed out when %s, and offers to sign in or to go on as a guest',
    async (_, status, cleared) => {
      const phone = await signedUp(server, fresh('Ann'));
      const page = await actorOf(phone);
      const laptop = await signedIn(server, phone.name);
      if (cleared) phone.cookies.clear();
      else await laptop.postJson('/api/sessions/end', {});
      const room = fresh('kept').replace(' ', '-');
      const answer = await phone.post('/a/message/new', { acting_as: page, room, body: 'kept' }, html);
      const text = await answer.text();
      expect(answer.status).toBe(status);
      expect(text).toContain('<h1>You’ve been signed out</h1>');
      expect(unescapeHtml(text)).toContain(
        `href="/sign-in?next=${encodeURIComponent(`/room?room=${room}`)}"`,
      );
      const draft = form(text, '/a/message/new');
      expect(draft).toContain('Send as a new guest</button>');
      expect(await textsIn(server, room)).toEqual([]);
      expect((await phone.post('/a/message/new', { ...hidden(draft), body: 'kept' }, html)).status).toBe(302);
      expect((await textsIn(server, room)).length).toBe(1);
    },
  );
});
