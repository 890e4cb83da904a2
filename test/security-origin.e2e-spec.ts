import { describe, expect, it } from 'vitest';
import { ACCOUNT_CHANGES, accountToChange } from './support/account-changes.js';
import { refusal } from './support/account.js';
import { type RawAnswer, cookiePairs, rawForm, rawRequest } from './support/raw-http.js';
import { storedIn } from './support/stored.js';
import { type TestApp, sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const NEW = '/a/message/new';
const PUBLIC_URL = 'http://chat.example.org';
const hosts = ['chat.example.org'];

type Headers = [name: string, value: string][];

const server = sharedApp();
const named = sharedApp({ PUBLIC_URL });

/** Sends a message with a right token and these headers beside. */
async function send(headers: Headers): Promise<RawAnswer> {
  const { cookieHeader, token } = await Visitor.at(server.url);
  return rawForm(
    server.url,
    NEW,
    { body: 'hello', _xsrf: token },
    { headers: [['Cookie', cookieHeader], ...headers] },
  );
}

/** The same where the public address is set. */
async function sendNamed(headers: Headers): Promise<RawAnswer> {
  const cookie = cookiePairs(await rawRequest(named.url, { hosts })).join('; ');
  const form = { body: 'hello', _xsrf: /_xsrf=([^;]*)/.exec(cookie)?.[1] ?? '' };
  return rawForm(named.url, NEW, form, { hosts, headers: [['Cookie', cookie], ...headers] });
}

async function expectRefused(app: TestApp, request: () => Promise<RawAnswer>): Promise<void> {
  const before = await storedIn(app);
  const answer = await request();
  expect(answer.status).toBe(403);
  const { code, detail } = JSON.parse(answer.text) as { code: string; detail: string };
  expect(code).toBe('CROSS_SITE');
  // The error must tell an administrator whose proxy rewrites Host what to do.
  expect(detail).toContain('PUBLIC_URL');
  expect(answer.setCookies).toEqual([]);
  expect(await storedIn(app)).toEqual(before);
}

describe('C3 Sec-Fetch-Site', () => {
  it.each(['same-origin', 'none'])('%s is accepted', async (site) => {
    expect((await send([['Sec-Fetch-Site', site]])).status).toBe(200);
  });

  it.each(['cross-site', 'same-site', '', 'null', 'Same-Origin', 'same-origin, cross-site', 'anything'])(
    '"%s" is refused',
    (site) => expectRefused(server, () => send([['Sec-Fetch-Site', site]])),
  );

  it('is refused if it comes twice', () =>
    expectRefused(server, () =>
      send([
        ['Sec-Fetch-Site', 'same-origin'],
        ['Sec-Fetch-Site', 'same-origin'],
      ]),
    ));

  it('decides even if Origin disagrees', async () => {
    const origin = server.url;
    expect(
      (
        await send([
          ['Sec-Fetch-Site', 'same-origin'],
          ['Origin', 'https://evil.example'],
        ])
      ).status,
    ).toBe(200);
    await expectRefused(server, () =>
      send([
        ['Sec-Fetch-Site', 'cross-site'],
        ['Origin', origin],
      ]),
    );
  });

  it('does not restrict reading: a link from elsewhere opens the page', async () => {
    const headers: Headers = [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Origin', 'https://evil.example'],
    ];
    expect((await rawRequest(server.url, { path: '/room?room=42', headers })).status).toBe(200);
  });
});

describe('C3 Origin', () => {
  it('of the same host is accepted, over http and behind a proxy that ends TLS', async () => {
    expect((await send([['Origin', server.url]])).status).toBe(200);
    expect((await send([['Origin', server.url.replace('http:', 'https:')]])).status).toBe(200);
    expect((await send([])).status).toBe(200);
  });

  it.each<[string, (own: URL) => string]>([
    ['foreign', () => 'https://evil.example'],
    ['null', () => 'null'],
    ['empty', () => ''],
    ['of another port', ({ port }) => `http://127.0.0.1:${Number(port) === 65535 ? 1 : Number(port) + 1}`],
    ['of no port', () => 'http://127.0.0.1'],
    ['that begins alike', ({ host }) => `http://${host}.evil.example`],
    ['that names us as a user', ({ host }) => `http://${host}@evil.example`],
    ['that names us in its path', ({ host }) => `http://evil.example/${host}`],
    ['that is no address', ({ host }) => host],
    ['of two', ({ origin }) => `${origin} https://evil.example`],
    ['of a file', () => 'file://'],
  ])('%s is refused', (_, make) =>
    expectRefused(server, () => send([['Origin', make(new URL(server.url))]])),
  );

  it('is not compared with forwarded headers', () =>
    expectRefused(server, () =>
      send([
        ['Origin', 'https://evil.example'],
        ['X-Forwarded-Host', 'evil.example'],
        ['Forwarded', 'host=evil.example'],
        ['X-Original-Host', 'evil.example'],
      ]),
    ));
});

describe('C3 Origin where PUBLIC_URL is set', () => {
  it('is accepted if it is that', async () => {
    expect((await sendNamed([['Origin', PUBLIC_URL]])).status).toBe(200);
    expect((await sendNamed([])).status).toBe(200);
  });

  it.each([
    'https://chat.example.org',
    'http://chat.example.org:8080',
    'http://chat.example.org.evil.example',
    'http://evilchat.example.org',
    'http://example.org',
    'http://other.example.org',
    'null',
  ])('is refused if it is %s', (origin) => expectRefused(named, () => sendNamed([['Origin', origin]])));
});

describe('C3 changes of an account', () => {
  const { owner, filled, expectUnchanged } = accountToChange(server);
  const FOREIGN: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];

  it.each(ACCOUNT_CHANGES)(
    'POST %s does nothing for another site, and nothing by GET',
    async (path, form) => {
      await expectUnchanged(async () => {
        for (const headers of FOREIGN)
          expect(await refusal(owner.post(filled(path), filled(form), headers))).toEqual([403, 'CROSS_SITE']);
        await owner.get(`${filled(path)}?${new URLSearchParams(filled(form)).toString()}`);
      });
    },
  );
});
