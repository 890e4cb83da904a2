import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from './support/raw-http.js';

/** Answers that could contradict the API document. */
interface Said {
  status?: number;
  type?: string;
  json: unknown;
}

const ID = '01a2078f-bd42-71b7-aab8-72811ea5b51d';
const MESSAGE = {
  id: ID,
  room: '42',
  seq: 17,
  body: 'Hello',
  html: '<div></div>',
  author: { id: ID, name: 'Ann' },
  at: '2026-11-23T08:39:50.338Z',
  changed_seq: 17,
};
const ME = { id: null, name: null, guest: true, csrfToken: 't', epoch: ID };
const UPDATES = { epoch: ID, me: null, events: [], gaps: [], closed: [], more: false, retryMs: 0 };
const EVENT = { room: '42', seq: 17, type: 'message', message: MESSAGE };
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

function problem(status: number, code: string, rest: object = {}): Said {
  const json = { type: 'about:blank', title: 'x', status, code, detail: 'x', ...rest };
  return { status, type: PROBLEM_TYPE, json };
}

let server: Server;
let url: string;
let said: Said;
beforeAll(async () => {
  server = createServer((_, res) => {
    const { status = 200, type = 'application/json; charset=utf-8', json } = said;
    res.writeHead(status, { 'Content-Type': type, Connection: 'close' }).end(JSON.stringify(json));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => server.close());

/** The way in which the whole suite asks, by both of its means. */
async function ask(request: string, what: Said): Promise<void> {
  const [method = '', path = ''] = request.split(' ');
  said = what;
  await fetch(url + path, { method });
  await rawRequest(url, { method, path });
}

const FORM = 'POST /a/message/new';

describe('an answer that is documented', () => {
  it.each<[string, Said]>([
    ['GET /api/me', { json: ME }],
    ['GET /api/me?x=1', { json: { ...ME, id: ID, name: 'Ann' } }],
    [FORM, { json: MESSAGE }],
    [FORM, { json: { ...MESSAGE, client_id: 'c', edited_at: MESSAGE.at, deleted: true } }],
    [FORM, problem(409, 'CLIENT_ID_REUSED')],
    [FORM, problem(400, 'BAD_REQUEST')],
    [FORM, problem(503, 'STORAGE_UNAVAILABLE')],
    [FORM, { status: 400, type: 'text/html; charset=utf-8', json: '<!doctype html>' }],
    ['POST /a/message/updates', { json: { messages: [MESSAGE], gap: true } }],
    ['GET /api/updates?after=lobby:0', { json: { ...UPDATES, events: [EVENT] } }],
    ['GET /api/rooms/42/entries', { json: { room: '42', entries: [EVENT], more: false } }],
    [`POST /api/rooms/42/messages/${ID}/delete`, { json: MESSAGE }],
    ['GET /readyz', { status: 503, json: { status: 'stopping' } }],
    // Not described in the document.
    ['GET /api/nowhere', { json: { anything: 1 } }],
    ['DELETE /api/me', { status: 405, json: {} }],
  ])('passes: %s', async (request, what) => {
    await expect(ask(request, what)).resolves.toBeUndefined();
  });
});

describe('an answer that is not documented', () => {
  it.each<[wrong: string, request: string, what: Said, complaint: string]>([
    ['a field too many', 'GET /api/me', { json: { ...ME, extra: 1 } }, 'additional properties'],
    ['a field too few', 'GET /api/me', { json: { ...ME, epoch: undefined } }, "required property 'epoch'"],
    ['a field of another type', 'GET /api/me', { json: { ...ME, csrfToken: 7 } }, 'csrfToken must be string'],
    ['null where nothing says so', 'GET /api/me', { json: { ...ME, epoch: null } }, 'epoch must be string'],
    [
      'a field too many inside',
      FORM,
      { json: { ...MESSAGE, author: { id: ID, name: 'A', x: 1 } } },
      'author',
    ],
    ['a seq below 1', FORM, { json: { ...MESSAGE, seq: 0 } }, 'seq must be >= 1'],
    ['a seq in fractions', FORM, { json: { ...MESSAGE, seq: 1.5 } }, 'seq must be integer'],
    ['an id that is none', FORM, { json: { ...MESSAGE, id: 'x' } }, 'format "uuid"'],
    ['a time that is none', FORM, { json: { ...MESSAGE, at: 'yesterday' } }, 'format "date-time"'],
    ['deleted: false', FORM, { json: { ...MESSAGE, deleted: false } }, 'deleted must be equal'],
    ['an empty list of messages', 'POST /a/message/updates', { json: { messages: [] } }, 'fewer than 1'],
    [
      'another kind of event',
      'GET /api/updates',
      { json: { ...UPDATES, events: [{ ...EVENT, type: 'x' }] } },
      'type',
    ],
    ['another status', 'GET /api/me', { status: 201, json: ME }, 'no such status'],
    ['200 where it is 201', 'POST /api/rooms/42/messages', { json: MESSAGE }, 'no such status'],
    ['another type', 'GET /api/me', { type: 'text/json', json: ME }, 'no such type: text/json'],
    [
      'a page below /api/',
      'GET /api/me',
      { status: 500, type: 'text/html', json: 'x' },
      'no such type: text/html',
    ],
    [
      'a problem as plain JSON',
      FORM,
      { ...problem(409, 'CLIENT_ID_REUSED'), type: 'application/json' },
      'no such type',
    ],
    [
      'a code of another endpoint',
      'GET /api/me',
      problem(409, 'CLIENT_ID_REUSED'),
      'no such code: CLIENT_ID_REUSED',
    ],
    ['a code of another status', FORM, problem(409, 'BODY_BLANK'), 'no such code: BODY_BLANK'],
    ['a code that nobody knows', FORM, problem(400, 'WHATEVER'), 'code must be equal'],
    [
      'a problem that says another status',
      FORM,
      problem(409, 'CLIENT_ID_REUSED', { status: 400 }),
      'the status 400',
    ],
    ['a problem with a stack', FORM, problem(500, 'INTERNAL', { stack: 'at x' }), 'additional properties'],
    ['JSON with a redirection', 'POST /a/name', { status: 302, json: { id: ID, name: 'A' } }, 'no content'],
  ])('fails: %s', async (_, request, what, complaint) => {
    await expect(ask(request, what)).rejects.toThrow(complaint);
    const [method = '', path = ''] = request.split(' ');
    await expect(rawRequest(url, { method, path })).rejects.toThrow(complaint);
  });
});
