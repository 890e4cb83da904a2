import { describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.js';
import { isAtPushService, pushServicesOf } from './is-push-service-list.js';

const BY_DEFAULT = pushServicesOf(loadConfig({}).pushServices);

describe('an endpoint', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/QABC',
    'https://wns2-by3p.notify.windows.com/w/?token=abc',
  ])('of a browser’s push service is allowed by default: %s', (endpoint) => {
    expect(isAtPushService(BY_DEFAULT, endpoint)).toBe(true);
  });

  it.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/fcm/send/abc',
    'https://user:password@fcm.googleapis.com/',
    'https://fcm.googleapis.com@127.0.0.1/',
    'https://fcm.googleapis.com.evil.example/',
    'https://evilpush.apple.com.example/',
    'https://xpush.apple.com/',
    'https://notify.windows.com/',
    'https://127.0.0.1/',
    'http://127.0.0.1:8888/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'fcm.googleapis.com/fcm/send/abc',
    `https://fcm.googleapis.com/${'a'.repeat(2000)}`,
    '',
  ])('elsewhere is not: %s', (endpoint) => {
    expect(isAtPushService(BY_DEFAULT, endpoint)).toBe(false);
  });

  it('on this machine is allowed at the port that the list names, and no other', () => {
    const services = pushServicesOf('http://127.0.0.1:4000, push.example');
    expect(isAtPushService(services, 'http://127.0.0.1:4000/a')).toBe(true);
    expect(isAtPushService(services, 'http://127.0.0.1:4001/a')).toBe(false);
    expect(isAtPushService(services, 'https://push.example/a')).toBe(true);
    expect(isAtPushService(pushServicesOf('none'), 'https://push.example/a')).toBe(false);
    expect(isAtPushService(pushServicesOf('known, push.example'), 'https://push.example/a')).toBe(true);
  });
});

describe('PUSH_SERVICES', () => {
  it.each([
    'known',
    'none',
    'push.example',
    'known, push.example',
    '*.push.example, a.b',
    'http://127.0.0.1:1',
  ])('may be %s', (list) => {
    expect(loadConfig({ PUSH_SERVICES: list }).pushServices).toBe(list);
  });

  it.each([
    '*',
    'localhost',
    'http://push.example',
    'a.b,',
    'none,a.b',
    '*.com.',
    'https://a.b/c',
    'http://127.0.0.2:1',
  ])('may not be %s', (list) => {
    expect(() => loadConfig({ PUSH_SERVICES: list })).toThrow(/PUSH_SERVICES: must be known, none, or hosts/);
  });
});
