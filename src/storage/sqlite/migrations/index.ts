import type { Migration } from 'kysely';
import * as first from './0001-first.js';
import * as changes from './0002-changes.js';
import * as accounts from './0003-accounts.js';
import * as privateRooms from './0004-private-rooms.js';
import * as friends from './0005-friends.js';
import * as reading from './0006-reading.js';
import * as names from './0007-names.js';
import * as ownDoings from './0010-own-doings.js';
import * as deletedGroups from './0011-deleted-groups.js';
import * as invitationsByTime from './0012-invitations-by-time.js';
import * as followedRooms from './0013-followed-rooms.js';
import * as roomDirectory from './0014-room-directory.js';
import * as preferences from './0015-preferences.js';
import * as roomPreferences from './0016-room-preferences.js';
import * as push from './0017-push.js';

/** In order of their names. A released migration is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-changes': changes,
  '0003-accounts': accounts,
  '0004-private-rooms': privateRooms,
  '0005-friends': friends,
  '0006-reading': reading,
  '0007-names': names,
  '0010-own-doings': ownDoings,
  '0011-deleted-groups': deletedGroups,
  '0012-invitations-by-time': invitationsByTime,
  '0013-followed-rooms': followedRooms,
  '0014-room-directory': roomDirectory,
  '0015-preferences': preferences,
  '0016-room-preferences': roomPreferences,
  '0017-push': push,
};
