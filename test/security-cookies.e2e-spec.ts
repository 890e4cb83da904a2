import { describe, expect, it } from 'vitest';
import { type RawAnswer, cookiePairs, rawForm, rawRequest } from './support/raw-http.js';
import { storedIn } from './support/stored.js';
import { sharedApp, startApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const NEW = '/a/message/new';
const PUBLIC_HOST = 'chat.example.org';

const server = sharedApp();
const secure = sharedApp({ PUBLIC_URL: `https://${PUBLIC_HOST}` });

/** A visitor who has opened a page but not written yet. */
async function newcomer(): Promise<{ cookie: string; pair: string; token: string }> {
  const visitor = await Visitor.at(server.url);
  const pair = visitor.session.join('=');
  return { cookie: visitor.cookieHeader, pair, token: visitor.token };
}

function send(cookies: string[], token: string, body = 'hello'): Promise<RawAnswer> {
  const headers = cookies.map((cookie): [string, string] => ['Cookie', cookie]);
  return rawForm(server.url, NEW, { body, _xsrf: token }, { headers });
}

describe('C2 a planted session cookie', () => {
  it.each<[string, (planted: string, own: string) => string[]]>([
    ['before the own one', (planted, own) => [`${planted}; ${own}`]],
    ['behind the own one', (planted, own) => [`${own}; ${planted}`]],
    ['in a field of its own', (planted, own) => [planted, own]],
    ['between others', (planted, own) => [`a=b;${planted};c=d;${own};_xsrf=x`]],
  ])('is refused together with the own one: %s', async (_, cookies) => {
    const [mallory, ann] = [await newcomer(), await newcomer()];
    for (const { pair, token } of [mallory, ann]) expect((await send([pair], token)).status).toBe(200);
    const before = await storedIn(server);

    for (const { token } of [mallory, ann]) {
      expect((await send(cookies(mallory.pair, ann.pair), token)).status).toBe(403);
    }
    expect(await storedIn(server)).toEqual(before);
  });

  it('is refused even if it is the own one, sent twice', async () => {
    const { pair, token } = await newcomer();
    expect((await send([`${pair}; ${pair}`], token)).status).toBe(403);
    expect((await send([pair], token)).status).toBe(200);
  });

  it.each<[string, (id: string, signature: string, other: string) => string]>([
    ['without a signature', (id) => id],
    ['with an empty signature', (id) => `${id}.`],
    ['with a cut signature', (id, signature) => `${id}.${signature.slice(0, -1)}`],
    ['with a longer signature', (id, signature) => `${id}.${signature}A`],
    ['with another signature', (id, _, other) => `${id}.${other}`],
    ['with another id', (id, signature) => `${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}.${signature}`],
    ['with a later time', (id, signature) => `z${id.slice(1)}.${signature}`],
    ['in quotes', (id, signature) => `"${id}.${signature}"`],
    ['percent-encoded', (id, signature) => `${id}.${signature}`.replace('.', '%2E')],
    ['in another case', (id, signature) => `${id.toUpperCase()}.${signature}`],
    ['empty', () => ''],
    ['of nothing but dots', () => '...'],
    ['of an old framework', (id, signature) => `s:${id}.${signature}`],
  ])('is ignored if it is not ours: %s', async (_, forge) => {
    const [ann, other] = [await newcomer(), await newcomer()];
    expect((await send([ann.pair], ann.token)).status).toBe(200);
    const before = await storedIn(server);
    const [, id, signature] = /^[^=]*=(.*)\.([^.]*)$/.exec(ann.pair) as unknown as [string, string, string];
    const [name] = ann.pair.split('=', 1);

    const forged = `${name}=${forge(id, signature, other.pair.split('.').at(-1) as string)}`;
    expect((await send([forged], ann.token)).status).toBe(403);
    expect(await storedIn(server)).toEqual(before);
    const page = await rawRequest(server.url, { headers: [['Cookie', forged]] });
    expect(page.text).not.toMatch(/<bdi class="me-name">[^<]/);
    expect(cookiePairs(page)).toContainEqual(expect.stringMatching(`^${name}=`));
  });

  it('is ignored if another server signed it', async () => {
    const other = await startApp();
    try {
      const visitor = await Visitor.at(other.url);
      await visitor.send('hello');
      expect((await send([visitor.cookieHeader], visitor.token)).status).toBe(403);
    } finally {
      await other.close();
    }
  });

  it('does not make a planted token valid', async () => {
    const [mallory, ann] = [await newcomer(), await newcomer()];
    expect((await send([mallory.cookie], mallory.token)).status).toBe(200);
    const before = await storedIn(server);
    expect((await send([`${ann.pair}; _xsrf=${mallory.token}`], mallory.token)).status).toBe(403);
    expect(await storedIn(server)).toEqual(before);
  });
});

describe('C2 the first write', () => {
  it('and later ones keep session, token and author', async () => {
    const visitor = await Visitor.at(server.url);
    const { cookieHeader, token } = visitor;
    const first = await visitor.post(NEW, { body: 'first', client_id: 'one' });
    expect(first.headers.getSetCookie()).toEqual([]);
    const { author } = (await first.json()) as { author: { id: string } };

    const again = JSON.parse((await send([cookieHeader], token, 'second')).text) as {
      author: { id: string };
    };
    expect(again.author.id).toBe(author.id);
    const { session } = visitor;
    await visitor.get('/');
    expect(visitor.session).toEqual(session);
  });
});

describe('C2 over https', () => {
  const hosts = [PUBLIC_HOST];

  async function signed(): Promise<{ name: string; value: string; token: string }> {
    const [session = '', token = ''] = cookiePairs(await rawRequest(secure.url, { hosts }));
    const [name = '', value = ''] = session.replace('__Host-', '').split('=');
    return { name, value, token: token.slice('_xsrf='.length) };
  }

  function sendSecurely(cookie: string, token: string): Promise<RawAnswer> {
    return rawForm(
      secure.url,
      NEW,
      { body: 'hello', _xsrf: token },
      { hosts, headers: [['Cookie', cookie]] },
    );
  }

  it.each<[string, (name: string) => string]>([
    ['without the prefix', (name) => name],
    ['of the old name without the prefix', () => 'linger'],
    ['with the prefix in another case', (name) => `__host-${name}`],
    ['with the weaker prefix', (name) => `__Secure-${name}`],
    // Browsers see no prefix in these names, so a sibling domain may set them.
    ['with a no-break space before the prefix', (name) => `\u00a0__Host-${name}`],
    ['with a next-line control before the prefix', (name) => `\u0085__Host-${name}`],
    ['with the name in its value', (name) => `x=__Host-${name}`],
    ['with a space before the equals sign', (name) => `__Host-${name} `],
  ])('no cookie %s is accepted', async (_, sent) => {
    const { name, value, token } = await signed();
    const before = await storedIn(secure);
    expect((await sendSecurely(`${sent(name)}=${value}`, token)).status).toBe(403);
    expect(await storedIn(secure)).toEqual(before);
    expect((await sendSecurely(`__Host-${name}=${value}`, token)).status).toBe(200);
  });

  it('an unprefixed cookie beside the right one changes nothing', async () => {
    const [mallory, ann] = [await signed(), await signed()];
    const cookie = `${mallory.name}=${mallory.value}; __Host-${ann.name}=${ann.value}`;
    expect((await sendSecurely(cookie, mallory.token)).status).toBe(403);
    expect((await sendSecurely(cookie, ann.token)).status).toBe(200);
  });
});
