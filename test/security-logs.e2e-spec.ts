import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockDatabase } from './support/locked-database.js';
import { type ServerProcess, startServer } from './support/server-process.js';
import { Visitor } from './support/visitor.js';

const NEW = '/a/message/new';
const POLL = '/a/message/updates';
/** Stands in everything that people send. */
const CANARY = 'canary';
/** Stands for every path that nothing is served at. */
const UNKNOWN = '(unknown)';
const WARN = 40;
const FORGED = '{"level":50,"event":"forged by canary"}';

interface Line {
  level?: number;
  event?: string;
  method?: string;
  path?: string;
  status?: number;
}

describe.each(['debug', 'trace'])('L1 the log at LOG_LEVEL=%s', (level) => {
  let server: ServerProcess;
  let output: string[];
  let asked: [method: string, path: string, status: number][];
  let secrets: string[];

  beforeAll(async () => {
    server = await startServer({ env: { LOG_LEVEL: level } });
    asked = [];
    const visitor = await Visitor.at(server.url);
    asked.push(['GET', '/', 200]);
    const [id = '', signature = ''] = visitor.session[1].split(/\.(?=[^.]*$)/);
    secrets = [CANARY, visitor.token, id, signature, id.split('.')[1] ?? ''];
    await talk(visitor);
    secrets.push(visitor.token);
    await beRefused(visitor);
    await findStorageLocked(visitor);
    await server.stop();
    output = server.logs().trimEnd().split('\n');
  });
  afterAll(() => server.kill());

  async function ask(
    method: string,
    path: string,
    status: number,
    answering: Promise<Response>,
  ): Promise<void> {
    const answer = await answering;
    expect([method, path, answer.status]).toEqual([method, path, status]);
    await answer.arrayBuffer();
    asked.push([method, path, status]);
  }

  async function talk(visitor: Visitor): Promise<void> {
    const headers = {
      'user-agent': CANARY,
      referer: `http://127.0.0.1/?${CANARY}`,
      authorization: `Bearer ${CANARY}`,
    };
    const named = visitor.post('/a/name', { name: `x\r\n{"event":"${CANARY}"}` }, headers);
    await ask('POST', '/a/name', 200, named);
    const message = { body: `${CANARY}\r\n${FORGED}`, room: CANARY, client_id: CANARY, next: `/?${CANARY}` };
    await ask('POST', NEW, 302, visitor.post(NEW, message, headers));
    await ask('POST', POLL, 200, visitor.post(POLL, { room: CANARY, cursor: CANARY, wait: '0' }, headers));
    await ask('GET', '/room', 200, visitor.get(`/room?room=${CANARY}&_xsrf=${visitor.token}`, headers));
    await ask('GET', '/', 200, visitor.get(`/?_xsrf=${CANARY}&password=${CANARY}#${CANARY}`, headers));
    await ask('POST', '/a/preferences', 200, visitor.post('/a/preferences', { language: 'en' }, headers));
  }

  async function beRefused(visitor: Visitor): Promise<void> {
    const json = { 'content-type': 'application/json' };
    await ask('POST', NEW, 403, visitor.post(NEW, { body: CANARY, _xsrf: CANARY }));
    const bare = new URLSearchParams({ body: CANARY });
    await ask('POST', NEW, 403, visitor.postRaw(`${NEW}?_xsrf=${visitor.token}`, bare));
    await ask('POST', NEW, 403, visitor.post(NEW, { body: CANARY }, { origin: `https://${CANARY}.example` }));
    await ask('POST', NEW, 400, visitor.post(NEW, { body: CANARY, next: `//${CANARY}` }));
    await ask('POST', NEW, 400, visitor.post(NEW, { body: CANARY, [`${CANARY}[]`]: CANARY }));
    await ask('POST', NEW, 400, visitor.postRaw(NEW, `{"body":"${CANARY}`, json));
    await ask('POST', NEW, 400, visitor.postRaw(NEW, CANARY, json));
    await ask('POST', NEW, 415, visitor.postRaw(NEW, CANARY, { 'content-type': `text/${CANARY}` }));
    await ask('POST', NEW, 413, visitor.post(NEW, { body: CANARY.repeat(20_000) }));
    await ask('GET', '/room', 400, visitor.get(`/room?room=~${CANARY}`));
    await ask('GET', UNKNOWN, 404, visitor.get(`/nowhere/${CANARY}?${CANARY}`));
    await ask('PUT', '/', 405, fetch(`${server.url}/?${CANARY}`, { method: 'PUT', body: CANARY }));
    await ask('GET', UNKNOWN, 404, visitor.get('/%0d%0a%7B%22event%22:1%7D'));
    await ask(
      'GET',
      '/',
      200,
      new Visitor(server.url).get('/', { cookie: `linger=${CANARY}; _xsrf=${CANARY}` }),
    );
  }

  /** Causes an unexpected failure whose error contains a statement and its values. */
  async function findStorageLocked(visitor: Visitor): Promise<void> {
    const unlock = await lockDatabase(server);
    try {
      await ask('POST', NEW, 503, visitor.post(NEW, { body: CANARY, room: CANARY }));
      await ask('POST', '/a/name', 503, visitor.post('/a/name', { name: CANARY }));
    } finally {
      await unlock();
    }
  }

  it('is JSON, line by line', () => {
    for (const line of output)
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) as number });
  });

  it('has one line for each request, with its path and without its query', () => {
    const requests = output
      .map((line) => JSON.parse(line) as Line)
      .filter(({ event }) => event === 'request');
    const told = requests
      .map(({ method, path, status }) => [method, path, status])
      .filter(([, path]) => path !== '/readyz');
    expect(told).toEqual(asked);
  });

  it('reports failures', () => {
    const failures = output
      .map((line) => JSON.parse(line) as Line)
      .filter(({ event }) => event === 'request failed');
    expect(failures.map(({ level: found, path }) => [found, path])).toEqual([
      [WARN, NEW],
      [WARN, '/a/name'],
    ]);
  });

  it('contains nothing that anybody sent: no text, name, room, token, cookie or session id', () => {
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(5);
      expect(output.filter((line) => line.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
    }
  });
});
