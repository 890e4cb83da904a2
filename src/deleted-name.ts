/** The stored name of a deleted account. No account may have this name; pages show it in the reader's language. */
export const DELETED_NAME = 'deleted account';

/** Marks a person whose account is deleted, so that programs can say it in the reader's language. */
export function markedIfDeleted<T extends { name: string }>(person: T): T & { deleted?: true } {
  return person.name === DELETED_NAME ? { ...person, deleted: true } : person;
}
