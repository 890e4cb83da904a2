import { ValidateBy, type ValidationOptions } from 'class-validator';

const HOST = /^(?:\*\.)?[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i;
/** A push service on this machine, for tests. It alone needs no https. */
const HERE = /^http:\/\/127\.0\.0\.1:\d{1,5}$/;
const MAX_ENDPOINT_CHARS = 2000;
/** The word for those of Chrome, Firefox, Safari and Edge. */
const KNOWN = 'known';
const OF_BROWSERS = [
  'fcm.googleapis.com',
  '*.push.services.mozilla.com',
  '*.push.apple.com',
  '*.notify.windows.com',
];

/** Accepts hosts, `*.` with the end of hosts, http://127.0.0.1:port and `known`, separated by commas; or `none`. */
function isPushServiceList(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return pushServicesOf(value).every((one) => HOST.test(one) || HERE.test(one));
}

/** The services of such a list; empty for `none`. */
export function pushServicesOf(list: string): string[] {
  if (list === 'none') return [];
  const parts = list.split(',').map((part) => part.trim().toLowerCase());
  return parts.flatMap((part) => (part === KNOWN ? OF_BROWSERS : [part]));
}

/** True for an address of one of these services: https at its usual port, or on this machine what the list names. */
export function isAtPushService(services: readonly string[], endpoint: string): boolean {
  if (endpoint.length > MAX_ENDPOINT_CHARS || !URL.canParse(endpoint)) return false;
  const { origin, protocol, hostname, port, username, password, hash } = new URL(endpoint);
  if (username || password || hash) return false;
  if (services.includes(origin) && HERE.test(origin)) return true;
  if (protocol !== 'https:' || port !== '') return false;
  return services.some((one) => (one.startsWith('*.') ? hostname.endsWith(one.slice(1)) : hostname === one));
}

export function IsPushServiceList(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isPushServiceList', validator: { validate: isPushServiceList } }, options);
}
