import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.js';

const CODE_BYTES = 24;
const LIVES_MS = 4 * 60 * 60 * 1000;

/** The code of a sign-in link, and when it expires. */
export interface SignInCode {
  code: string;
  expiresAt: number;
}

/** The key under which a code is stored, so that nobody can sign in with what the database contains. */
export function codeHash(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

/** Stores a new code for an account. It works once, within four hours. */
export async function storeCode(db: Kysely<Schema>, userId: string, now: number): Promise<SignInCode> {
  const code = randomBytes(CODE_BYTES).toString('base64url');
  const expiresAt = now + LIVES_MS;
  const row = { token_hash: codeHash(code), user_id: userId, expires_at: expiresAt };
  await db.insertInto('sign_in_links').values(row).execute();
  return { code, expiresAt };
}

/** The address of the page that uses the code. The code is in the query, which our logs leave out. */
export function signInLinkUrl(origin: string, code: string): string {
  return `${origin}/sign-in/link?code=${code}`;
}
