import { afterEach, describe, expect, it } from 'vitest';
import { Crowd } from '../support/crowd.js';
import { killAfterEach, start } from '../support/programs.js';

killAfterEach();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('the program', () => {
  it.each([
    ['8 s to those who come themselves, so that one who vanished is freed within ten', {}, '8'],
    ['longer than they do to proxies, so that it is they who close', { TRUST_PROXY: '127.0.0.1' }, '125'],
  ])('keeps a connection open for %s', async (_, settings, seconds) => {
    const { url } = await start(settings);
    const { headers } = await fetch(`${url}/healthz`);
    expect(headers.get('keep-alive')).toBe(`timeout=${seconds}`);
  });

  it('accepts a thousand connections that come at once while it is busy', async () => {
    const { url, pid } = await start();
    const crowd = Crowd.start();
    closing.push(() => crowd.stop());
    process.kill(pid, 'SIGSTOP');
    await crowd.come(url, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n', 1000);
    process.kill(pid, 'SIGCONT');
    await crowd.come(url, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n', 1, 'first');
  });
});
