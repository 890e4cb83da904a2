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

describe('pressing Send twice without JavaScript stores one message and leads to the room', () => {
  it.each([
    ['a visitor’s very first write', () => RestClient.at(server.url)],
    ['an account', () => signedUp(server, fresh('Ann'))],
  ])('in the form of %s', async (_, arrive) => {
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

  it('in the form of an error page, which keeps the client id of the refused message', async () => {
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

  it('from an error page, where the new room keeps the name as it was typed', async () => {
    const browser = await RestClient.at(server.url);
    const name = `Tea ROOM ${room()}`;
    const page = `/room?${String(new URLSearchParams({ room: name, create: '1' }))}`;
    const fields = hidden(form(await (await browser.get(page)).text(), '/a/message/new'));
    const refused = await browser.post('/a/message/new', { ...fields, body: ' ' }, { accept: 'text/html' });
    expect(refused.status).toBe(400);
    await pressTwice(browser, { ...hidden(form(await refused.text(), '/a/message/new')), body: 'first' });
    expect(await (await browser.get(page)).text()).toContain(`<h1 class="room-name" dir="auto">${name}</h1>`);
  });

  it('unless the second is another text, written after going back', async () => {
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

  it('from the error page of a form with an invalid client id, which has a valid one', async () => {
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
