import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.js';

const CODE_BYTES = 24;
const LIVES_MS = 4 * 60 * 60 * 1000;

/** What stands in a sign-in link, and until when it works. */
export interface SignInCode {
  code: string;
  expiresAt: number;
}

/** Under which name a code is stored: whoever reads the database cannot sign in with it. */
export function codeHash(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

/** Stores a new code for an account: good once, for four hours. */
export async function storeCode(db: Kysely<Schema>, userId: string, now: number): Promise<SignInCode> {
  const code = randomBytes(CODE_BYTES).toString('base64url');
  const expiresAt = now + LIVES_MS;
  const row = { token_hash: codeHash(code), user_id: userId, expires_at: expiresAt };
  await db.insertInto('sign_in_links').values(row).execute();
  return { code, expiresAt };
}

/** The address of the page on which the code is used. In the query, which no log of ours has. */
export function linkUrl(origin: string, code: string): string {
  return `${origin}/sign-in/link?code=${code}`;
}
