import type { ChatError, ErrorCode } from '../chat-error.js';
import type { Fields } from '../http/fields.js';

/** The field that an error is about. The first that the form has, because forms differ: `password` is the new one when signing up. */
const FIELDS_OF: Partial<Record<ErrorCode, readonly string[]>> = {
  NAME_BLANK: ['name'],
  NAME_TOO_LONG: ['name'],
  NAME_INVALID: ['name'],
  NAME_MIXED: ['name'],
  NAME_TAKEN: ['name'],
  PROFILE_TOO_LONG: ['profile'],
  PROFILE_INVALID: ['profile'],
  PASSWORD_TOO_SHORT: ['new_password', 'password'],
  PASSWORD_TOO_LONG: ['new_password', 'password'],
  PASSWORD_COMMON: ['new_password', 'password'],
  PASSWORD_WRONG: ['password'],
  // It may be the name that is wrong, but the password is what has to be typed again.
  SIGN_IN_FAILED: ['password'],
  TOPIC_TOO_LONG: ['topic'],
  ROOM_INVALID: ['name'],
  ROOM_EXISTS: ['name'],
  USER_UNKNOWN: ['user'],
  YOURSELF: ['user'],
  ALREADY_MEMBER: ['user'],
  USER_BANNED: ['user'],
  DIRECT_FRIENDS_ONLY: ['user'],
};

/** The field of a refused form that is wrong; undefined if the error concerns all of it. */
export function refusedField({ code, params }: ChatError, form: Fields): string | undefined {
  const about = code === 'FIELD_INVALID' ? [String(params['field'])] : (FIELDS_OF[code] ?? []);
  return about.find((name) => Object.hasOwn(form, name));
}
