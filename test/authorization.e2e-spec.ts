import { beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS, KINDS, type RoomKind, type Standing, may } from '../src/rooms/may.js';
import { type Attempt, type Way, WAYS } from './support/authorization/ways.js';
import {
  type People,
  type World,
  NOWHERE,
  NO_TOKEN,
  SECRET,
  PERSONAS_IN,
  type Persona,
  peopleAt,
  standingOf,
  worldOf,
} from './support/authorization/world.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
let people: People;
/** Worlds that no test has changed yet, by kind. */
const worlds = new Map<RoomKind, World>();
beforeAll(async () => {
  people = await peopleAt(server);
});

async function attempt(kind: RoomKind, persona: Persona): Promise<Attempt> {
  const world = worlds.get(kind) ?? (await worldOf(kind, people));
  worlds.set(kind, world);
  return { world, persona, actor: world.actors[persona], room: world.room, token: world.token };
}

/** An answer as its receiver sees it, without what differs from one answer to the next: which room was asked for, and tokens. */
async function seen(answer: Response, { room, token }: Attempt): Promise<string> {
  const { status, headers } = answer;
  const kept = [...headers].filter(([name]) => !['date', 'set-cookie', 'content-length'].includes(name));
  const text = `${status}\n${JSON.stringify(kept)}\n${await answer.text()}`;
  return text
    .replaceAll(room, '{room}')
    .replaceAll(token, '{token}')
    .replace(/(name="_xsrf" value=")[^"]*/g, '$1');
}

/** The code of a refusal, or `allowed`. */
function verdict(text: string): string {
  const [status = ''] = text.split('\n', 1);
  if (text.includes('"closed":["{room}"]')) return '404';
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? '';
  return Number(status) < 400 || code === 'OWNER_STAYS' ? 'allowed' : `${status} ${code}`.trim();
}

async function tryWay(way: Way, kind: RoomKind, persona: Persona): Promise<void> {
  const standing = standingOf(persona);
  const here = await attempt(kind, persona);
  const text = await seen(await way.ask(here), here);
  const allowed = !way.nobody && may(standing, way.action, kind);
  // A changed world is not reused.
  if (allowed && kind === 'group' && way.brings === undefined) worlds.delete(kind);
  if (way.brings) expect(text.includes(SECRET)).toBe(allowed);
  if (allowed) return expect(verdict(text)).toBe('allowed');
  if (hidden(way, kind, standing)) {
    const nowhere = { ...here, room: NOWHERE, token: NO_TOKEN };
    const other = await seen(await way.ask(nowhere), nowhere);
    expect(text).toBe(other);
    return expect(verdict(text)).toMatch(/^404/);
  }
  // A page tells no code.
  expect(verdict(text)).toBe(way.page ? '403' : refusal(way));
}

/** Whether the refusal is the same as for a room, invitation or link that does not exist. */
function hidden({ action }: Way, kind: RoomKind, standing: Standing): boolean {
  if (action === 'answer-invitation') return true;
  // Who has a link knows that there is a group; who is kept out of it has nothing.
  if (action === 'join-by-link') return kind !== 'group' || standing === 'banned';
  return !may(standing, 'see', kind);
}

function refusal({ action, nobody }: Way): string {
  if (nobody || action === 'delete-any') return '403 NOT_YOURS';
  return action === 'join-by-link' ? '401 SIGN_IN_REQUIRED' : '403 NOT_ALLOWED';
}

/** In an open room people have no own message before they have written one. */
function cells(kind: RoomKind): [Persona, string, Way][] {
  const ways = WAYS.filter(({ action }) => action !== 'join-by-link' || kind === 'group');
  return PERSONAS_IN[kind].flatMap((persona) =>
    ways
      .filter(({ action }) => persona !== 'anonymous' || kind !== 'open' || !action.endsWith('-own'))
      .map((way): [Persona, string, Way] => [persona, `${way.action}: ${way.name}`, way]),
  );
}

describe.each(KINDS)('A1 in a room of the kind %s', (kind) => {
  it.each(cells(kind))('what may.ts says of %s holds for %s', (persona, _, way) =>
    tryWay(way, kind, persona),
  );
});

describe('A1 premises', () => {
  it('every action is tried in some way', () => {
    expect(ACTIONS.filter((action) => !WAYS.some((way) => way.action === action))).toEqual([]);
  });

  it.each(['group', 'direct'] as const)('a %s room has a message that others must not see', async (kind) => {
    const world = await worldOf(kind, people);
    const { entries } = await world.actors.member.entries(world.room, { after: 0, limit: 500 });
    expect(entries.map(({ message }) => message?.body)).toContain(SECRET);
  });
});
