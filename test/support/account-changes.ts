import { beforeAll, expect } from 'vitest';
import { type Account, PASSWORD, meOf, otherSessionOf, sharedAccounts, signedIn } from './account.js';
import { storedIn } from './stored.js';
import type { TestApp } from './test-app.js';
import type { Form } from './visitor.js';

/** Every change of an account, with a form that would do it. */
export const ACCOUNT_CHANGES: [path: string, form: Form][] = [
  ['/api/session', { name: 'Owner', password: PASSWORD }],
  ['/api/account', { name: 'Another', password: PASSWORD }],
  ['/api/account/profile', { name: 'Changed', profile: 'changed' }],
  ['/api/account/password', { password: PASSWORD, new_password: 'eight loud geese' }],
  ['/api/account/delete', { password: PASSWORD }],
  ['/api/session/end', {}],
  ['/api/sessions/end', {}],
  ['/api/sessions/{session}/end', {}],
  ['/api/sign-in-links', {}],
  ['/api/sign-in-links/use', { code: '{code}' }],
  ['/sign-in', { name: 'Owner', password: PASSWORD }],
  ['/sign-up', { name: 'Another', password: PASSWORD }],
  ['/sign-in/link', { code: '{code}' }],
  ['/account/profile', { name: 'Changed', profile: 'changed' }],
  ['/account/password', { password: PASSWORD, new_password: 'eight loud geese' }],
  ['/account/sign-out', {}],
  ['/account/sessions/end', {}],
  ['/account/sessions/{session}/end', {}],
  ['/account/sign-in-link', {}],
  ['/account/delete', { password: PASSWORD }],
];

interface ToChange {
  owner: Account;
  /** Puts a session and the code of a sign-in link of theirs in place of `{session}` and `{code}`. */
  filled: <Text extends string | Form>(template: Text) => Text;
  /** Throws unless that leaves everything as it was. */
  expectUnchanged: (act: () => Promise<void>) => Promise<void>;
}

/** An account that all of these would change. */
export function accountToChange(server: TestApp): ToChange {
  const [owner] = sharedAccounts(server, 'Owner');
  let session = '';
  let code = '';
  beforeAll(async () => {
    await signedIn(server, 'Owner');
    session = await otherSessionOf(owner);
    const link = (await (await owner.postJson('/api/sign-in-links', {})).json()) as { url: string };
    code = new URL(link.url).searchParams.get('code') ?? '';
  });
  return {
    owner,
    filled: (template) =>
      JSON.parse(
        JSON.stringify(template).replace('{session}', session).replace('{code}', code),
      ) as typeof template,
    async expectUnchanged(act) {
      const before = await storedIn(server);
      await act();
      expect(await storedIn(server)).toEqual(before);
      expect(await meOf(owner)).toMatchObject({ name: 'Owner' });
    },
  };
}
