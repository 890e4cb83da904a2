import { describe, expect, it } from 'vitest';
import { signedUp } from './support/account.js';
import { form } from './support/html.js';
import { hidden, textsIn } from './support/identity.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import type { Visitor } from './support/visitor.js';

const server = sharedApp();

let count = 0;
const fresh = (what: string): string => `${what} ${++count}`;

const room = (): string => fresh('pressed').replace(' ', '-');

async function pressTwice(browser: Visitor, fields: Record<string, string>): Promise<void> {
  const answers = await Promise.all(
    [1, 2].map(() => browser.post('/a/message/new', fields, { accept: 'text/html' })),
  );
  for (const answer of answers)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, fields['next']]);
}

describe('two presses on Send without scripts store once, and lead to the room (#11.29)', () => {
  it.each([
    ['a visitor’s very first write', () => RestClient.at(server.url)],
    ['an account', () => signedUp(server, fresh('Ann'))],
  ])('of %s', async (_, arrive) => {
    const browser = await arrive();
    const key = room();
    const fields = hidden(form(await (await browser.get(`/room?room=${key}`)).text(), '/a/message/new'));
    expect(fields['client_id']).toMatch(/^[\w-]{20,64}$/);
    await pressTwice(browser, { ...fields, body: 'once' });
    await pressTwice(browser, { ...fields, body: 'once' });
    expect(await textsIn(server, key)).toHaveLength(1);
    // Another page is another message, in the same words.
    const next = hidden(form(await (await browser.get(`/room?room=${key}`)).text(), '/a/message/new'));
    await pressTwice(browser, { ...next, body: 'once' });
    expect(await textsIn(server, key)).toHaveLength(2);
  });

  it('of the form of an error page, which goes on with the id of what was refused', async () => {
    const browser = await RestClient.at(server.url);
    const key = room();
    const fields = hidden(form(await (await browser.get(`/room?room=${key}`)).text(), '/a/message/new'));
    const refused = await browser.post(
      '/a/message/new',
      { ...fields, body: 'x'.repeat(4001) },
      { accept: 'text/html' },
    );
    expect(refused.status).toBe(400);
    const again = hidden(form(await refused.text(), '/a/message/new'));
    expect(again['client_id']).toBe(fields['client_id']);
    await pressTwice(browser, { ...again, body: 'short' });
    expect(await textsIn(server, key)).toHaveLength(1);
  });

  it('of a form that was refused and is sent from the error page: the new room is called as it was written', async () => {
    const browser = await RestClient.at(server.url);
    const name = `Tea ROOM ${room()}`;
    const page = `/room?${String(new URLSearchParams({ room: name, create: '1' }))}`;
    const fields = hidden(form(await (await browser.get(page)).text(), '/a/message/new'));
    const refused = await browser.post('/a/message/new', { ...fields, body: ' ' }, { accept: 'text/html' });
    expect(refused.status).toBe(400);
    await pressTwice(browser, { ...hidden(form(await refused.text(), '/a/message/new')), body: 'first' });
    expect(await (await browser.get(page)).text()).toContain(`<h1 class="room-name" dir="auto">${name}</h1>`);
  });

  it('of a page that one has gone back to: another text gets another id, and is kept', async () => {
    const browser = await RestClient.at(server.url);
    const key = room();
    const fields = hidden(form(await (await browser.get(`/room?room=${key}`)).text(), '/a/message/new'));
    await pressTwice(browser, { ...fields, body: 'one' });
    const refused = await browser.post('/a/message/new', { ...fields, body: 'two' }, { accept: 'text/html' });
    expect(refused.status).toBe(409);
    const draft = form(await refused.text(), '/a/message/new');
    expect(draft).toContain('two</textarea>');
    expect(hidden(draft)['client_id']).not.toBe(fields['client_id']);
    await pressTwice(browser, { ...hidden(draft), body: 'two' });
    expect(await textsIn(server, key)).toHaveLength(2);
  });

  it('of a form whose client id nobody could have made, on whose error page there is one again', async () => {
    const browser = await RestClient.at(server.url);
    const refused = await browser.post(
      '/a/message/new',
      { body: 'hello', client_id: '"><b>' },
      { accept: 'text/html' },
    );
    expect(refused.status).toBe(400);
    expect(hidden(form(await refused.text(), '/a/message/new'))['client_id']).toMatch(/^[\w-]{20,64}$/);
  });
});
