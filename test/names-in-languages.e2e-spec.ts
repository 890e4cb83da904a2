import { describe, expect, it } from 'vitest';
import type { RoomJson, RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { PASSWORD, signedUp } from './support/account.js';
import { assetPath } from './support/html.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMIT_SIGN_UP: '1000/60' });

const guestAt = () => RestClient.at(server.url);

describe('a deleted account', () => {
  it('is named in the reader’s language, and marked for programs', async () => {
    const room = 'gone';
    const hans = await signedUp(server, 'Hans');
    await hans.say(room, 'still here');
    await hans.postJson('/api/account/delete', { password: PASSWORD });
    const reader = await guestAt();
    const { entries } = await reader.entries(room);
    const { author, html } = entries[0]?.message ?? {};
    expect(author).toEqual({ id: hans.id, name: 'deleted account', deleted: true });
    expect(html).toContain('<span lang="en">deleted account</span><span lang="zh-CN">已注销的账号</span>');
    const css = await (await reader.get(await stylesheetOf(reader))).text();
    expect(css).toMatch(/lang\(zh-CN\) :is\(\.notice,\s*\.message-author,\s*\.guest-mark\)\s:lang\(en\)/);
  });

  it('is marked as the other person of a conversation', async () => {
    const [rita, sven] = [await signedUp(server, 'Rita'), await signedUp(server, 'Sven')];
    const { room } = (await (await rita.postJson('/api/direct', { user: sven.id })).json()) as {
      room: string;
    };
    const withWhom = async () => {
      const answers = await Promise.all([rita.get('/api/rooms'), rita.get(`/api/rooms/${room}`)]);
      const [list, one] = (await Promise.all(answers.map((answer) => answer.json()))) as [
        RoomsJson,
        RoomJson,
      ];
      const listed = list.rooms.find(({ room: key }) => key === room)?.with;
      expect(listed).toEqual(one.with);
      return listed;
    };
    expect(await withWhom()).toEqual({ id: sven.id, name: 'Sven' });
    await sven.postJson('/api/account/delete', { password: PASSWORD });
    expect(await withWhom()).toEqual({ id: sven.id, name: 'deleted account', deleted: true });
  });

  it('is named in the reader’s language in a group’s notices', async () => {
    const [owner, member] = [await signedUp(server, 'Ida'), await signedUp(server, 'Jan')];
    const { room } = (await (await owner.postJson('/api/groups', { name: 'Ours' })).json()) as {
      room: string;
    };
    const path = `/api/rooms/${encodeURIComponent(room)}`;
    await owner.postJson(`${path}/invitations`, { user: 'Jan' });
    await member.postJson(`/api/invitations/${encodeURIComponent(room)}/accept`, {});
    await member.postJson('/api/account/delete', { password: PASSWORD });
    const { entries } = await owner.entries(room);
    const notices = entries.filter(({ type }) => type === 'membership');
    expect(notices.length).toBeGreaterThan(0);
    const theirs = notices.filter(({ membership }) => membership?.by.id === member.id);
    expect(theirs.length).toBeGreaterThan(0);
    for (const { membership, html } of theirs) {
      expect(membership?.by).toEqual({ id: member.id, name: 'deleted account', deleted: true });
      expect(html).toMatch(/<span lang="zh-CN">[^<]*已注销的账号/);
      expect(html).not.toMatch(/<span lang="zh-CN">[^<]*deleted/);
    }
  });
});

describe('the account page in Chinese', () => {
  it('names the device of a session in Chinese', async () => {
    const person = await signedUp(server, 'Lin');
    const headers = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0' };
    await person.post('/sign-in', {}, headers);
    const device = await RestClient.at(server.url);
    await device.postRaw('/api/session', JSON.stringify({ name: 'Lin', password: PASSWORD }), {
      ...headers,
      'content-type': 'application/json',
      'x-xsrftoken': device.token,
    });
    const page = await (
      await device.get('/account', { cookie: `${device.cookieHeader}; language=zh-CN` })
    ).text();
    expect(page).toContain('<bdi>Windows 上的 Firefox</bdi>');
    expect(await (await device.get('/account')).text()).toContain('<bdi>Firefox on Windows</bdi>');
  });
});

async function stylesheetOf(reader: RestClient): Promise<string> {
  const page = await (await reader.get('/')).text();
  return assetPath(page, 'style.css');
}
