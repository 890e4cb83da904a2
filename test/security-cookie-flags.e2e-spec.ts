import { describe, expect, it } from 'vitest';
import { type RawAnswer, cookiePairs, rawForm, rawRequest } from './support/raw-http.js';
import { NOTHING_STORED, storedIn } from './support/stored.js';
import { type TestApp, sharedApp, startApp } from './support/test-app.js';

const PUBLIC_HOST = 'chat.example.org';

const server = sharedApp();
const secure = sharedApp({ PUBLIC_URL: `https://${PUBLIC_HOST}` });

const flags = (line: string) => line.split('; ').slice(1).toSorted();

async function languageCookie(app: TestApp, page: RawAnswer, hosts?: string[]): Promise<string[]> {
  const cookie = cookiePairs(page).join('; ');
  const token = /_xsrf=([^;]*)/.exec(cookie)?.[1] ?? '';
  const options = { headers: [['Cookie', cookie]] as [string, string][], ...(hosts ? { hosts } : {}) };
  return (await rawForm(app.url, '/a/preferences', { language: 'en', _xsrf: token }, options)).setCookies;
}

describe('C4 cookies', () => {
  const SESSION = ['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax'];

  it.each(['GET', 'HEAD'])('are HttpOnly but _xsrf, SameSite=Lax and Path=/ (%s)', async (method) => {
    const page = await rawRequest(server.url, { method });
    const [session = '', token = '', ...more] = page.setCookies;
    expect(more).toEqual([]);
    expect(session).toMatch(/^linger_[0-9a-f]{12}=/);
    expect(flags(session)).toEqual(SESSION);
    expect(token).toMatch(/^_xsrf=/);
    expect(flags(token)).toEqual(['Path=/', 'SameSite=Lax']);
  });

  it('are Secure and prefixed over https', async () => {
    const page = await rawRequest(secure.url, { hosts: [PUBLIC_HOST] });
    const [session = '', token = ''] = page.setCookies;
    expect(session).toMatch(/^__Host-linger_[0-9a-f]{12}=/);
    expect(flags(session)).toEqual([...SESSION, 'Secure'].toSorted());
    expect(flags(token)).toEqual(['Path=/', 'SameSite=Lax', 'Secure']);
  });

  it('of the language have the same flags', async () => {
    const [plain = ''] = await languageCookie(server, await rawRequest(server.url));
    expect(flags(plain)).toEqual(['HttpOnly', 'Max-Age=31536000', 'Path=/', 'SameSite=Lax']);
    const hosts = [PUBLIC_HOST];
    const [over = ''] = await languageCookie(secure, await rawRequest(secure.url, { hosts }), hosts);
    expect(flags(over)).toEqual(['HttpOnly', 'Max-Age=31536000', 'Path=/', 'SameSite=Lax', 'Secure']);
  });

  it('are not made Secure or insecure by forwarded headers', async () => {
    const plain = await rawRequest(server.url, {
      headers: [
        ['X-Forwarded-Proto', 'https'],
        ['Forwarded', 'proto=https'],
      ],
    });
    expect(plain.setCookies.join()).not.toMatch(/Secure|__Host-/);
    const over = await rawRequest(secure.url, {
      hosts: [PUBLIC_HOST],
      headers: [['X-Forwarded-Proto', 'http']],
    });
    expect(over.setCookies.map((line) => line.includes('; Secure'))).toEqual([true, true]);
  });

  it('are set on a first visit, which stores nothing', async () => {
    const untouched = await startApp();
    try {
      expect((await rawRequest(untouched.url)).setCookies).toHaveLength(2);
      expect(await storedIn(untouched)).toEqual(NOTHING_STORED);
    } finally {
      await untouched.close();
    }
  });
});
