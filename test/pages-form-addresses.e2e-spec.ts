import { describe, expect, it } from 'vitest';
import { signedUp } from './support/account.js';
import { groupOf } from './support/groups.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });

/** Browsers visit it when they reload an answer to a form, or go back to it. */
describe('a visit to the address of a form', () => {
  it.each([
    ['/new/group', '/new'],
    ['/new/direct', '/new'],
    ['/account/profile', '/account'],
    ['/account/password', '/account'],
    ['/account/sign-in-link', '/account'],
    ['/settings/links?room={group}', '/settings?room={group}'],
    ['/a/rooms/{group}/rename', '/settings?room={group}'],
    ['/a/rooms/{group}/invitations', '/members?room={group}'],
  ])('%s leads to %s', async (path, to) => {
    const owner = await signedUp(server, `Owner ${path.replaceAll(/\W/g, ' ')}`.slice(0, 40).trim());
    const group = await groupOf(owner);
    const answer = await owner.get(path.replace('{group}', group), { accept: 'text/html' });
    const page = answer.headers.get('location') ?? '';
    expect([answer.status, decodeURIComponent(page)]).toEqual([303, to.replace('{group}', group)]);
    expect((await owner.get(page, { accept: 'text/html' })).status).toBe(200);
  });

  it('is refused to programs, which are told the method', async () => {
    const answer = await (
      await signedUp(server, 'Program')
    ).get('/new/group', { accept: 'application/json' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('is refused where no page has the form', async () => {
    const answer = await (await signedUp(server, 'Nowhere')).get('/a/preferences', { accept: 'text/html' });
    expect(answer.status).toBe(405);
  });
});
