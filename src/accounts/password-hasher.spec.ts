import { describe, expect, it } from 'vitest';
import { PasswordHasher } from './password-hasher.js';

describe('P1 a stored password', () => {
  it('is argon2id with 19 MiB, two passes, one lane, and a salt of its own', async () => {
    const hasher = new PasswordHasher();
    const [one, other] = await Promise.all([
      hasher.hash('seven quiet herons'),
      hasher.hash('seven quiet herons'),
    ]);
    for (const hash of [one, other])
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(other);
    expect(await hasher.verify(one, 'seven quiet herons')).toBe(true);
    expect(await hasher.verify(one, 'seven quiet heron')).toBe(false);
  });

  it('that does not exist never matches', async () => {
    expect(await new PasswordHasher().verify(null, 'seven quiet herons')).toBe(false);
  });
});

it('too many hashes at once are refused, and the others are computed', async () => {
  const hasher = new PasswordHasher();
  const hash = await hasher.hash('seven quiet herons');
  const all = await Promise.allSettled(
    Array.from({ length: 60 }, () => hasher.verify(hash, 'seven quiet herons')),
  );
  const refused = all.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(8);
  for (const { reason } of refused as PromiseRejectedResult[])
    expect(reason).toMatchObject({ code: 'TOO_BUSY', retryAfterSeconds: 2 });
  expect(all.filter((one) => one.status === 'fulfilled' && one.value)).toHaveLength(52);
  expect(await hasher.verify(hash, 'seven quiet herons')).toBe(true);
});
