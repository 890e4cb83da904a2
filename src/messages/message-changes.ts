import type { ChangeType } from '../log/entry-type.js';

/** The author changed the text. */
export const EDIT: ChangeType = {
  name: 'edit',
  erases: false,
  decide({ deleted, body: present }, body) {
    if (deleted) return 'refused';
    return body === present ? 'repeated' : 'stored';
  },
  apply: (message, { seq, at, body, mentions }) => ({
    ...message,
    body,
    mentions: mentions?.length ? mentions : undefined,
    editedAt: at,
    changedSeq: seq,
  }),
};

/** The author or a moderator deleted the message: its place stays, its texts are erased. */
export const DELETION: ChangeType = {
  name: 'deletion',
  erases: true,
  decide: ({ deleted }) => (deleted ? 'repeated' : 'stored'),
  apply: (message, { seq }) => ({
    ...message,
    body: '',
    mentions: undefined,
    editedAt: null,
    changedSeq: seq,
    deleted: true,
  }),
};
