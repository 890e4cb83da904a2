import { expect, it } from 'vitest';
import { typedFields } from './refused-form.js';

it('a refused form is not filled in with passwords or with fields that each page makes', () => {
  const made = { _xsrf: 't', _csrf: 't', acting_as: 'a', client_id: 'c', next: '/' };
  const secret = { password: 'otters', new_password: 'badgers', 'password-again': 'badgers' };
  const typed = { name: 'Olga', topic: 'Stones' };
  expect(typedFields({ ...made, ...secret, ...typed, room: ['twice', 'told'] })).toEqual(typed);
});
