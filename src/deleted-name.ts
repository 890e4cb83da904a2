/** What is stored as the name of an account that is gone. Nobody is called so; pages say it in the reader's language. */
export const DELETED_NAME = 'deleted account';
