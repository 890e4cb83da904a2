import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, meOf, signedIn, signedUp } from './support/account.js';
import { rawRequest } from './support/raw-http.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import type { Form } from './support/visitor.js';

/** Every change of an account, with a form that would do it. */
const CHANGES: [path: string, form: Form][] = [
  ['/api/session', { name: 'Owner', password: PASSWORD }],
  ['/api/account', { name: 'Another', password: PASSWORD }],
  ['/api/account/profile', { name: 'Changed', profile: 'changed' }],
  ['/api/account/password', { password: PASSWORD, new_password: 'eight loud geese' }],
  ['/api/account/delete', { password: PASSWORD }],
  ['/api/session/end', {}],
  ['/api/sessions/end', {}],
  ['/api/sessions/{session}/end', {}],
  ['/api/sign-in-links', {}],
  ['/api/sign-in-links/use', { code: '{code}' }],
  ['/sign-in', { name: 'Owner', password: PASSWORD }],
  ['/sign-up', { name: 'Another', password: PASSWORD }],
  ['/sign-in/link', { code: '{code}' }],
  ['/account/profile', { name: 'Changed', profile: 'changed' }],
  ['/account/password', { password: PASSWORD, new_password: 'eight loud geese' }],
  ['/account/sign-out', {}],
  ['/account/sessions/end', {}],
  ['/account/sessions/{session}/end', {}],
  ['/account/sign-in-link', {}],
  ['/account/delete', { password: PASSWORD }],
];

const server = sharedApp();
let owner: RestClient;
let other: RestClient;
let session: string;
let code: string;
beforeAll(async () => {
  owner = await signedUp(server, 'Owner');
  await signedIn(server, 'Owner');
  other = await RestClient.at(server.url);
  const { sessions } = (await (await owner.get('/api/sessions')).json()) as {
    sessions: { id: string; current: boolean }[];
  };
  session = sessions.find(({ current }) => !current)?.id ?? '';
  const link = (await (await owner.postJson('/api/sign-in-links', {})).json()) as { url: string };
  code = new URL(link.url).searchParams.get('code') ?? '';
});

const filled = (text: string) => text.replace('{session}', session).replace('{code}', code);

function post(path: string, form: Form, token: string[], query = '', headers: [string, string][] = []) {
  const fields = Object.entries(form).map(([name, value]): [string, string] => [name, filled(value)]);
  return rawRequest(server.url, {
    method: 'POST',
    path: filled(path) + query,
    headers: [
      ['Cookie', owner.cookieHeader],
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ...headers,
    ],
    body: new URLSearchParams([
      ...fields,
      ...token.map((one): [string, string] => ['_xsrf', one]),
    ]).toString(),
  });
}

describe.each(CHANGES)('POST %s', (path, form) => {
  it('C1 does nothing without a token, with another one, twice the right one, or one in the query', async () => {
    const before = await storedIn(server);
    for (const [tokens, query] of [
      [[], ''],
      [[''], ''],
      [[other.token], ''],
      [[owner.token, owner.token], ''],
      [[], `?_xsrf=${owner.token}&_csrf=${owner.token}`],
    ] as [string[], string][]) {
      const answer = await post(path, form, tokens, query);
      expect([answer.status, (JSON.parse(answer.text) as { code: string }).code, answer.setCookies]).toEqual([
        403,
        'CSRF_INVALID',
        [],
      ]);
    }
    await expectUnchanged(before);
  });

  it('C3 does nothing for another site, and nothing by GET', async () => {
    const before = await storedIn(server);
    for (const headers of [
      [['Sec-Fetch-Site', 'cross-site']],
      [['Sec-Fetch-Site', 'same-site']],
      [['Origin', 'https://evil.example']],
      [['Origin', 'null']],
    ] as [string, string][][]) {
      const answer = await post(path, form, [owner.token], '', headers);
      expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([
        403,
        'CROSS_SITE',
      ]);
    }
    const query = new URLSearchParams(
      Object.entries(form).map(([name, value]): [string, string] => [name, filled(value)]),
    );
    await owner.get(`${filled(path)}?${query.toString()}`);
    await expectUnchanged(before);
  });
});

async function expectUnchanged(before: unknown): Promise<void> {
  expect(await storedIn(server)).toEqual(before);
  expect(await meOf(owner)).toMatchObject({ name: 'Owner' });
}

it('premise: with the token they are done', async () => {
  for (const [path, form] of CHANGES.filter(([each]) => /profile$|sign-in-links?$|session}/.test(each))) {
    const answer = await post(path, form, [owner.token]);
    expect([path, answer.status]).toEqual([path, expect.toBeOneOf([200, 201, 303, 404])]);
  }
});
