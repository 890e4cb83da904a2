import { describe, expect, it } from 'vitest';
import { sharedApp } from './support/test-app.js';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

const server = sharedApp();

/** The routes that are served, as `POST /a/name`, of those whose path the pattern fits. */
function routes(pattern: RegExp): string[] {
  const { router } = server.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  return router.stack
    .flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
    )
    .filter((route) => pattern.test(route))
    .toSorted();
}

describe('the addresses that take a change', () => {
  it('outside the REST surface are those that a page or a Tornado client posts to', () => {
    expect(routes(/^POST \/(?!api\/)/)).toEqual([
      'POST /a/friends/:user/accept',
      'POST /a/friends/:user/decline',
      'POST /a/friends/:user/remove',
      'POST /a/friends/:user/request',
      'POST /a/friends/:user/withdraw',
      'POST /a/friends/direct-from',
      'POST /a/invitations/:room/accept',
      'POST /a/invitations/:room/decline',
      'POST /a/message/new',
      'POST /a/message/updates',
      'POST /a/name',
      'POST /a/people/:user/block',
      'POST /a/people/:user/unblock',
      'POST /a/preferences',
      'POST /a/rooms/:room/delete',
      'POST /a/rooms/:room/follow',
      'POST /a/rooms/:room/hide',
      'POST /a/rooms/:room/invitations',
      'POST /a/rooms/:room/invitations/:user/withdraw',
      'POST /a/rooms/:room/leave',
      'POST /a/rooms/:room/links/:id/revoke',
      'POST /a/rooms/:room/members/:user/ban',
      'POST /a/rooms/:room/members/:user/hand-over',
      'POST /a/rooms/:room/members/:user/remove',
      'POST /a/rooms/:room/members/:user/role',
      'POST /a/rooms/:room/members/:user/unban',
      'POST /a/rooms/:room/preferences',
      'POST /a/rooms/:room/read',
      'POST /a/rooms/:room/rename',
      'POST /a/rooms/:room/topic',
      'POST /a/rooms/:room/writing',
      'POST /account/delete',
      'POST /account/password',
      'POST /account/profile',
      'POST /account/push/:id/remove',
      'POST /account/sessions/:id/end',
      'POST /account/sessions/end',
      'POST /account/sign-in-link',
      'POST /account/sign-out',
      'POST /diagnose/post',
      'POST /invite/:token',
      'POST /new/direct',
      'POST /new/group',
      'POST /rooms',
      'POST /settings/links',
      'POST /sign-in',
      'POST /sign-in/link',
      'POST /sign-up',
    ]);
  });

  it('below /a take forms, and GET there only parts of a page: the list of rooms, the card of a person', () => {
    expect(routes(/^GET \/a\//)).toEqual(['GET /a/people/:user/card', 'GET /a/side']);
  });
});
