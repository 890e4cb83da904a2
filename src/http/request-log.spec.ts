import type { Request } from 'express';
import { expect, it } from 'vitest';
import { loggedPath } from './request-log.js';

it.each([
  ['/invite/TOKEN', '/invite/…'],
  ['/api/invite-links/TOKEN', '/api/invite-links/…'],
  ['/api/invite-links/TOKEN/join', '/api/invite-links/…/join'],
  ['/a/invite-links/TOKEN/join', '/a/invite-links/…/join'],
  ['/INVITE/TOKEN', '/INVITE/…'],
  ['/invitations', '/invitations'],
  ['/api/rooms/invite/entries', '/api/rooms/invite/entries'],
  ['/api/updates', '/api/updates'],
])('L1 %s is logged as %s', (path, logged) => {
  expect(loggedPath({ path } as Request)).toBe(logged);
});
