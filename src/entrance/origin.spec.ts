import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { ChatError } from '../chat-error.js';
import { checkOrigin } from './origin.js';

type Headers = Partial<Record<'origin' | 'host' | 'sec-fetch-site', string>>;

/** True if a change with these headers passes. */
function passes(headers: Headers, publicOrigin?: string): boolean {
  try {
    checkOrigin({ headers: { host: 'chat.example', ...headers } } as unknown as Request, publicOrigin);
    return true;
  } catch (error) {
    if (error instanceof ChatError && error.code === 'CROSS_SITE') return false;
    throw error;
  }
}

describe('Sec-Fetch-Site', () => {
  it.each([
    ['same-origin', true],
    ['none', true],
    ['same-site', false],
    ['cross-site', false],
    ['', false],
    ['Same-Origin', false],
    ['same-origin, cross-site', false],
    ['something new', false],
  ])('%j decides: %s', (site, verdict) => {
    expect(passes({ 'sec-fetch-site': site })).toBe(verdict);
    // Regardless of the Origin header.
    expect(passes({ 'sec-fetch-site': site, origin: 'http://chat.example' })).toBe(verdict);
    expect(passes({ 'sec-fetch-site': site, origin: 'http://evil.example' })).toBe(verdict);
    expect(passes({ 'sec-fetch-site': site }, 'https://public.example')).toBe(verdict);
  });
});

describe('Origin', () => {
  it.each([
    ['none: not a browser', {}, true],
    ['the host', { origin: 'http://chat.example' }, true],
    ['the host over TLS, which a proxy ended', { origin: 'https://chat.example' }, true],
    ['the host with its port', { origin: 'http://chat.example:8888', host: 'chat.example:8888' }, true],
    ['an address', { origin: 'http://[::1]:8888', host: '[::1]:8888' }, true],
    ['another host', { origin: 'http://evil.example' }, false],
    ['another port', { origin: 'http://chat.example:81' }, false],
    ['a name below', { origin: 'http://x.chat.example' }, false],
    ['a name that begins alike', { origin: 'http://chat.example.evil.example' }, false],
    ['the host as user', { origin: 'http://chat.example@evil.example' }, false],
    ['null', { origin: 'null' }, false],
    ['nothing', { origin: '' }, false],
    ['no URL', { origin: 'chat.example' }, false],
    ['two', { origin: 'http://chat.example, http://evil.example' }, false],
  ])('%s', (_, headers, verdict) => {
    expect(passes(headers)).toBe(verdict);
  });

  it.each([
    ['http://public.example', 'http://public.example', true],
    ['https://public.example', 'http://public.example', false],
    ['http://public.example:81', 'http://public.example', false],
    ['http://chat.example', 'http://public.example', false],
    ['null', 'http://public.example', false],
  ])('%s where the public address is %s: %s', (origin, publicOrigin, verdict) => {
    expect(passes({ origin }, publicOrigin)).toBe(verdict);
  });
});
