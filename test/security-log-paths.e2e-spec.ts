import type { Logger } from 'pino';
import { type MockInstance, afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PINO } from '../src/logging/pino.js';
import { rawRequest } from './support/raw-http.js';
import { RestClient } from './support/rest-client.js';
import { type TestApp, startApp } from './support/test-app.js';

const TOKEN = 'Canary-0123456789_abcdefghijklmn';

let server: TestApp;
let log: MockInstance<Logger['info']>;
beforeAll(async () => {
  server = await startApp({ LOG_LEVEL: 'info' });
  log = vi.spyOn(server.app.get<Logger>(PINO), 'info').mockImplementation(() => undefined);
});
afterAll(async () => {
  await server.close();
  log.mockRestore();
});
beforeEach(() => {
  log.mockClear();
});

interface Line {
  method: string;
  path: string;
  status: number;
}

const lines = (): Line[] => log.mock.calls.map(([line]) => line as Line);

describe('L1 the log repeats nothing of an address that a client made up', () => {
  it.each([
    ['/invite/<>', '/invite/:token'],
    ['/INVITE/<>', '/invite/:token'],
    ['/invite/<>/', '/invite/:token'],
    ['/api/invite-links/<>', '/api/invite-links/:token'],
    ['/API/Invite-Links/<>', '/api/invite-links/:token'],
    ['/api/rooms/<>/entries', '/api/rooms/:room/entries'],
    ['/people/<>', '/people/:user'],
    ['/sign-in/link?code=<>', '/sign-in/link'],
    ['/?<>', '/'],
  ])('%s is logged as the route %s', async (path, route) => {
    await rawRequest(server.url, { path: path.replace('<>', TOKEN) });
    expect(lines().map((line) => line.path)).toEqual([route]);
  });

  it.each([
    '//invite/<>',
    '///invite//<>',
    '/invite//<>',
    '/invite%2f<>',
    '/invite%2F<>',
    '/%69nvite/<>',
    '/invite/<>/x',
    '/invite/<>%2f..',
    '/invite/%zz<>',
    '/invite/;<>',
    '/invites/<>',
    '/Invite-<>',
    '/api/invite-links//<>',
    '/api//invite-links/<>',
    '/api/invite-links/<>/joined',
    '/api/invite/<>',
    '/sign-in/link/<>',
    '/sign-in/<>',
    '/sign-in/link;code=<>',
    '/sign-in/link%3fcode=<>',
    '/chat/invite/<>',
    '/<>',
    '/<>/<>/<>',
    '/assets/<>',
    '/assets/<>/<>.js',
    '/assets//<>',
    '/ASSETS/<>',
    '/%0d%0a<>',
    '/api/updates/<>',
    '/healthz/<>',
  ])('%s leaves no trace of it', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'HEAD']) {
      const headers: [string, string][] = [['Content-Length', '0']];
      await rawRequest(server.url, { method, path: path.replaceAll('<>', TOKEN), headers });
    }
    expect(lines().every((line) => line.path === '(unknown)' || /^\/[a-z:/…-]*$/.test(line.path))).toBe(true);
    expect(JSON.stringify(lines()).toLowerCase()).not.toContain('canary');
  });

  it('even if the request is refused before its route is known', async () => {
    const visitor = await RestClient.at(server.url);
    log.mockClear();
    const refused = [
      visitor.postRaw(`/api/rooms/${TOKEN}/messages`, 'x', { 'content-type': 'text/plain' }),
      visitor.postRaw(`/api/rooms/${TOKEN}/messages`, 'body=x', {
        'content-type': 'application/x-www-form-urlencoded',
      }),
    ];
    for (const answering of refused) await answering;
    expect(lines().map(({ path, status }) => [path, status])).toEqual([
      ['/api/rooms/:room/messages', 415],
      ['/api/rooms/:room/messages', 403],
    ]);
  });
});
