/** What is stored as the name of an account that is gone. Nobody is called so; pages say it in the reader's language. */
export const DELETED_NAME = 'deleted account';

/** Somebody as programs are told of them: marked if their account is gone, so that they can say it in their reader's language. */
export function markedIfDeleted<T extends { name: string }>(person: T): T & { deleted?: true } {
  return person.name === DELETED_NAME ? { ...person, deleted: true } : person;
}
