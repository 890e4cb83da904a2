import type { Action } from '../../../src/rooms/may.js';
import { updatesPath } from '../rest-client.js';
import type { RestClient } from '../rest-client.js';
import type { Persona, World } from './world.js';

const BEGINNING = '00000000-0000-0000-0000-000000000000';
const NO_ID = '01890000-0000-7000-8000-000000000000';

/** What somebody asks for, and of which room: the one of the world, or one that there is not. */
export interface Attempt {
  world: World;
  persona: Persona;
  actor: RestClient;
  room: string;
  token: string;
}

export interface Way {
  action: Action;
  name: string;
  ask: (attempt: Attempt) => Promise<Response>;
  /** That it was allowed is seen by the text of the message in the answer. */
  brings?: 'secret';
  /** What nobody may, wherever they are. */
  nobody?: true;
  /** Refusals are pages. */
  page?: true;
}

/** A request below the path of the room. */
const of = (room: string, rest = '', base = '/api'): string => `${base}/rooms/${room}${rest}`;

function get(action: Action, rest: string): Way {
  return { action, name: `GET /api/rooms/…${rest}`, ask: ({ actor, room }) => actor.get(of(room, rest)) };
}

function post(action: Action, rest: string | ((attempt: Attempt) => string), body: object = {}): Way {
  const path = typeof rest === 'string' ? () => rest : rest;
  const name = `POST /api/rooms/…${typeof rest === 'string' ? rest : ` to ${action}`}`;
  return {
    action,
    name,
    ask: (attempt) => attempt.actor.postJson(of(attempt.room, path(attempt)), body),
  };
}

/** The same by a form; the answer is a page. */
function form(action: Action, rest: string | ((attempt: Attempt) => string), fields = {}): Way {
  const path = typeof rest === 'string' ? () => rest : rest;
  const ask = (attempt: Attempt): Promise<Response> =>
    attempt.actor.post(of(attempt.room, path(attempt), '/a'), fields, { accept: 'text/html' });
  return { action, name: `a form to ${action}`, ask, page: true };
}

const READING: Way[] = [
  {
    action: 'read',
    name: 'the page',
    ask: ({ actor, room }) => actor.get(`/room?room=${encodeURIComponent(room)}`, { accept: 'text/html' }),
    brings: 'secret',
  },
  {
    action: 'read',
    name: 'the poll of Tornado’s clients',
    ask: ({ actor, room }) => actor.post('/a/message/updates', { room, cursor: BEGINNING, wait: '0' }),
    brings: 'secret',
  },
  {
    action: 'read',
    name: 'the poll of many rooms',
    ask: ({ actor, room }) => actor.get(updatesPath({ [room]: 0 }, { wait: 0 })),
    brings: 'secret',
  },
  {
    action: 'read',
    name: 'the poll of many rooms by POST',
    ask: ({ actor, room }) => actor.postJson('/api/updates', { after: { [room]: 0 }, wait: 0 }),
    brings: 'secret',
  },
  { ...get('read', '/entries'), brings: 'secret' },
  { ...get('read', '/entries?after=0&limit=500'), brings: 'secret' },
  get('read', '/people'),
];

/** Before writing, which makes a guest of a visitor. */
const MARKING: Way[] = [
  post('mark-read', '/read', { seq: 0 }),
  post('set-preferences', '/preferences', { bell: 'nothing' }),
  post('follow', '/follow'),
  post('leave', '/leave'),
];

const WRITING: Way[] = [
  post('post', '/messages', { body: 'hello' }),
  {
    action: 'post',
    name: 'the form of the page',
    ask: ({ actor, room }) => actor.post('/a/message/new', { room, body: 'hello' }),
  },
  post('edit-own', ({ world, persona }) => `/messages/${world.own[persona] ?? NO_ID}/edit`, {
    body: 'new',
  }),
  post('delete-own', ({ world, persona }) => `/messages/${world.own[persona] ?? NO_ID}/delete`),
  {
    ...post('edit-own', ({ world }) => `/messages/${world.secret}/edit`, { body: 'new' }),
    name: 'editing what another wrote',
    nobody: true,
  },
  post('delete-any', ({ world }) => `/messages/${world.secret}/delete`),
];

const toVictim = (rest: string) => (attempt: Attempt) => `/members/${attempt.world.victim.id}/${rest}`;
const toModerator = (rest: string) => (attempt: Attempt) =>
  `/members/${attempt.world.otherModerator.id}/${rest}`;

const toOwner = (rest: string) => (attempt: Attempt) => `/members/${attempt.world.ids.owner}/${rest}`;

const PEOPLE: Way[] = [
  get('list-members', '/members'),
  post('hide', '/hide'),
  form('hide', '/hide', { next: '/' }),
  post('remove-member', toVictim('remove')),
  form('remove-member', toVictim('remove')),
  post('ban-member', toVictim('ban')),
  post('remove-moderator', toModerator('remove')),
  post('ban-moderator', toModerator('ban')),
  post('remove-owner', toOwner('remove')),
  post('ban-owner', toOwner('ban')),
  post('change-role', toVictim('role'), { role: 'moderator' }),
  post('hand-over', toVictim('hand-over')),
  get('unban', '/bans'),
  post('unban', ({ world }) => `/members/${world.ids.banned}/unban`),
];

const COMING: Way[] = [
  get('invite', '/invitations'),
  {
    ...post('invite', '/invitations'),
    ask: ({ world, actor, room }) => actor.postJson(of(room, '/invitations'), { user: world.stranger.id }),
  },
  post('invite', ({ world }) => `/invitations/${world.ids.invited}/withdraw`),
  get('make-link', '/links'),
  post('make-link', '/links'),
  post('make-link', `/links/${NO_ID}/revoke`),
  ...(['accept', 'decline'] as const).map((answer): Way => {
    const ask: Way['ask'] = ({ actor, room }) => actor.postJson(`/api/invitations/${room}/${answer}`, {});
    return { action: 'answer-invitation', name: answer, ask };
  }),
  {
    action: 'join-by-link',
    name: 'an invite link',
    ask: ({ actor, token }) => actor.postJson(`/api/invite-links/${token}/join`, {}),
  },
];

const ROOM: Way[] = [
  get('see', ''),
  post('rename', '/rename', { name: 'Other' }),
  post('set-topic', '/topic', { topic: 'Other' }),
  form('set-topic', '/topic', { topic: 'Other', next: '/' }),
  post('delete-room', '/delete'),
];

/** Every way in, each with the action that it is. */
export const WAYS: readonly Way[] = [...READING, ...MARKING, ...WRITING, ...PEOPLE, ...COMING, ...ROOM];
