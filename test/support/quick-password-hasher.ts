import { PasswordHasher } from '../../src/accounts/password-hasher.js';

/** The same hashes at the lowest cost there is: a test that signs many people up is not about how long that takes. */
export class QuickPasswordHasher extends PasswordHasher {
  protected override readonly cost = { memoryCost: 8, timeCost: 1, parallelism: 1 };
}
