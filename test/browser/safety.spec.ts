import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import { SEND } from './wire.js';

const house = House.open();
const MARKUP = `<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>{{constructor}} &amp; "'`;

describe('markup', () => {
  it('in messages and names is text, live and after a reload', async () => {
    const room = freshRoom();
    const mallory = await (await house.visitor()).enter(room);
    const reader = await (await house.visitor()).enter(room);
    const name = '<b>M</b>&lt;{{x}}"\'';
    await mallory.takeName(name);
    await mallory.saySafely(MARKUP);
    await reader.hears(MARKUP);

    for (const visitor of [mallory, reader]) {
      expect(await visitor.texts()).toEqual([MARKUP]);
      await visitor.page.reload();
      await visitor.hears(MARKUP);
      expect(await visitor.page.locator('.message-author').textContent()).toBe(name);
      expect(await visitor.page.locator('.message img, .message script, .message b').count()).toBe(0);
      expect(await visitor.page.evaluate(() => 'hurt' in window)).toBe(false);
    }
    expect(await mallory.page.locator('.me-name').textContent()).toBe(name);
  });

  it('in the name of a room is text, on its page and in the list of rooms', async () => {
    const name = `<b onclick='x'>"42"</b>{{title}}`.replaceAll('/', '');
    const reader = await (await house.visitor()).enter(name);
    expect(await reader.page.locator('h1').textContent()).toBe(name);
    await reader.saySafely('hello');
    await reader.enter();

    const link = reader.page.locator('.room-list').getByRole('link', { name, exact: true });
    expect(await link.locator('b').count()).toBe(0);
    await link.click();
    await reader.page.waitForURL('**/room?**');
    expect(await reader.page.locator('h1').textContent()).toBe(name);
  });

  it('in unsent messages is text', async () => {
    const mallory = await (await house.visitor()).enter(freshRoom());
    await mallory.page.route(SEND, (route) => route.abort());
    await mallory.say(MARKUP);
    await mallory.page.locator('.message.failed').waitFor();

    expect(await mallory.texts()).toEqual([MARKUP]);
    expect(await mallory.page.locator('.message img').count()).toBe(0);
  });
});

describe('the page', () => {
  it('violates no Content-Security-Policy, and the policy is in force', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.saySafely('hello');
    await mina.page.locator('.me summary').click();
    expect(mina.complaints).toEqual([]);

    await mina.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.hurt = 1';
      document.body.append(script);
    });
    expect(await mina.page.evaluate(() => 'hurt' in window)).toBe(false);
    await expect.poll(() => mina.complaints.join()).toContain('Content Security Policy');
  });

  it('works on plain http://, without crypto.randomUUID and navigator.locks', async () => {
    const room = freshRoom();
    const mina = await house.visitor();
    await mina.page.addInitScript(() => {
      Object.defineProperty(Crypto.prototype, 'randomUUID', { value: undefined });
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    });
    await mina.enter(room);
    expect(await mina.page.evaluate(() => [typeof crypto.randomUUID, typeof navigator.locks])).toEqual([
      'undefined',
      'undefined',
    ]);
    const other = await (await house.visitor()).enter(room);
    await mina.saySafely('plain');
    await other.hears('plain');
    await other.saySafely('too');
    await mina.hears('too');
  });

  it('works where the browser forbids storage', async () => {
    const mina = await house.visitor();
    await mina.page.addInitScript(() => {
      for (const storage of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, storage, {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      }
    });
    await mina.enter(freshRoom());
    await mina.saySafely('still talking');

    expect(mina.complaints).toEqual([]);
  });
});

describe('the views', () => {
  const views = readdirSync('views', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => ({ file, source: readFileSync(join('views', file), 'utf8') }));
  const where = (pattern: RegExp) =>
    views
      .filter(({ source }) => pattern.test(source.replace(/\{\{~?!--.*?--~?\}\}/gs, '')))
      .map(({ file }) => file);

  it('call no partial alone on its line, because Handlebars would indent messages', () => {
    expect(where(/\{\{~> /)).not.toEqual([]);
    expect(where(/^[ \t]*\{\{>[^}]*\}\}[ \t]*$/m)).toEqual([]);
  });

  it('contain no address that is a script', () => {
    expect(where(/href=/)).not.toEqual([]);
    expect(where(/javascript:/i)).toEqual([]);
  });
});
