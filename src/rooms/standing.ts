import type { Transaction } from '../storage/storage.js';
import type { Role } from './may.js';

/** The standings of accounts in a private room: see `Standing`. */
export type AccountStanding = Role | 'banned' | 'invited' | 'account';

/** What an account is in a private room, as of this transaction. */
export async function standingIn(db: Transaction, roomId: number, userId: string): Promise<AccountStanding> {
  const role = await roleIn(db, roomId, userId);
  if (role) return role;
  if (await isIn('bans')) return 'banned';
  return (await isIn('invitations')) ? 'invited' : 'account';

  async function isIn(table: 'bans' | 'invitations'): Promise<boolean> {
    const rows = db.selectFrom(table).select('user_id').where('room_id', '=', roomId);
    return (await rows.where('user_id', '=', userId).executeTakeFirst()) !== undefined;
  }
}

/** Undefined for an account that is not a member. */
export async function roleIn(db: Transaction, roomId: number, userId: string): Promise<Role | undefined> {
  const memberships = db.selectFrom('memberships').select('role').where('room_id', '=', roomId);
  return (await memberships.where('user_id', '=', userId).executeTakeFirst())?.role;
}
