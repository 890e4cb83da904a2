import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';

/** The user of a session, who must have an account. Throws ACCOUNT_REQUIRED. */
export function accountOnly(user: User | null): User {
  if (!user || user.isGuest) throw new ChatError('ACCOUNT_REQUIRED');
  return user;
}
