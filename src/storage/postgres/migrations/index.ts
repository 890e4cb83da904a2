import type { Migration } from 'kysely';
import * as first from './0001-first.js';
import * as followedRooms from './0013-followed-rooms.js';
import * as roomDirectory from './0014-room-directory.js';
import * as preferences from './0015-preferences.js';
import * as roomPreferences from './0016-room-preferences.js';
import * as push from './0017-push.js';

/**
 * The newest migration that a program must know to run on this schema. A rolling upgrade needs it to be the last one of the
 * version before: what is added must not disturb nodes of that version, and what they no longer need goes one version later.
 */
export const READABLE_FROM = '0001-first';

/** In order of their names. A released migration is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0013-followed-rooms': followedRooms,
  '0014-room-directory': roomDirectory,
  '0015-preferences': preferences,
  '0016-room-preferences': roomPreferences,
  '0017-push': push,
};
