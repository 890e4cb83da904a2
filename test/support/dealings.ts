import type { Account } from './account.js';
import { friendPath } from './friends.js';
import { groupOf, roomPath } from './groups.js';

/** Does everything that one person can do to or see of another. Resolves with all answers, without what differs between pairs. */
export async function dealings(who: Account, other: Account): Promise<string[]> {
  const seen: string[] = [];
  const rooms = new Map<string, string>();
  const take = async (answering: Promise<Response>): Promise<string> => {
    const answer = await answering;
    const text = await answer.text();
    const headers = [...answer.headers].filter(([name]) => !['date', 'content-length'].includes(name));
    seen.push(`${answer.status} ${JSON.stringify(headers)} ${text}`);
    return text;
  };
  const act = (name: Parameters<typeof friendPath>[1]): Promise<string> =>
    take(who.postJson(friendPath(other, name), {}));
  for (const name of ['request', 'request', 'withdraw', 'accept', 'decline', 'remove', 'request'] as const)
    await act(name);
  const begun = JSON.parse(await take(who.postJson('/api/direct', { user: other.id }))) as { room: string };
  rooms.set(begun.room, '{direct}');
  await take(who.postJson('/api/direct', { user: other.name }));
  await take(who.postJson(roomPath(begun.room, '/messages'), { body: 'hello' }));
  const group = await groupOf(who);
  rooms.set(group, '{group}');
  for (let i = 0; i < 2; i++) await take(who.postJson(roomPath(group, '/invitations'), { user: other.id }));
  await take(who.get(roomPath(group, '/invitations')));
  await take(who.postJson(roomPath(group, `/invitations/${other.id}/withdraw`), {}));
  await take(who.get(`/api/people/${other.id}`));
  await take(who.get('/api/friends'));
  await take(who.get(roomPath(begun.room, '/members')));
  await take(who.get(roomPath(begun.room, '/entries')));
  await take(who.get('/api/rooms'));
  await take(who.get('/api/rooms/@me/entries?after=0'));
  await take(who.get(`/people/${other.id}`, { accept: 'text/html' }));
  const names = new Map([
    [who.id, '{me}'],
    [other.id, '{other}'],
    [who.name, '{my name}'],
    [other.name, '{other name}'],
    ...rooms,
  ]);
  return seen.map((text) => {
    let same = text;
    for (const [from, to] of names) same = same.replaceAll(from, to);
    return same
      .replace(/(name="_xsrf" value=")[^"]*/g, '$1')
      .replace(/none:[\w-]+/g, '{visitor}')
      .replace(/tint-\d+|data-initials=\\?"[^"]*"/g, '{picture}')
      .replace(/[\da-f]{8}-[\da-f]{4}-7[\da-f-]{21}/g, '{id}')
      .replace(/"(set-cookie|etag)","[^"]*"/g, '');
  });
}
