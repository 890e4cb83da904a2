import { expect, it } from 'vitest';
import { typedFields } from './refused-form.js';

it('what a refused form is filled in with has no password and none of what a page makes anew (#11.27)', () => {
  const made = { _xsrf: 't', _csrf: 't', acting_as: 'a', client_id: 'c', next: '/' };
  const secret = { password: 'otters', new_password: 'badgers', 'password-again': 'badgers' };
  const typed = { name: 'Olga', topic: 'Stones' };
  expect(typedFields({ ...made, ...secret, ...typed, room: ['twice', 'told'] })).toEqual(typed);
});
