import { type Mutant, mutant } from './mutant.js';

const APPEND = 'storage/sqlite/sqlite-append.js';
const STORE = 'storage/sqlite/sqlite-room-log.store.js';
const SHARED_STORE = 'storage/sql/sql-room-log.store.js';
const BATCH = 'log/batch.js';

/** As slow as the commit of many a disk; on a fast disk no kill would fall in between. */
const SLOW_DISK = 'await new Promise((resolve) => setTimeout(resolve, 20));';

const APPEND_HEAD = 'export function append(storage, rows, drafts, committed) {';
const STORE_APPENDS = 'const appended = await append(this.storage, this.rows, drafts, committed);';
const COMMIT = 'await commit(';

/** Mistakes in storing. */
export const MUTANTS_OF_THE_LOG: readonly Mutant[] = [
  {
    name: 'publish before commit',
    breaks: ['phantom', 'agreement'],
    changes: [
      { file: APPEND, find: 'committed(results);', put: '' },
      { file: APPEND, find: COMMIT, put: `committed(results); ${SLOW_DISK} ${COMMIT}` },
    ],
  },
  {
    name: 'acknowledge before commit',
    breaks: ['lost', 'phantom', 'agreement'],
    changes: [
      {
        file: STORE,
        find: STORE_APPENDS,
        put: `const appended = await new Promise((resolve, reject) => {
          append(this.storage, this.#rows, drafts, committed, resolve).then(resolve, reject);
        });`,
      },
      {
        file: APPEND,
        find: APPEND_HEAD,
        put: 'export function append(storage, rows, drafts, committed, acknowledge) {',
      },
      { file: APPEND, find: COMMIT, put: `acknowledge(results); ${SLOW_DISK} ${COMMIT}` },
    ],
  },
  mutant(
    'reuse a seq',
    ['lost', 'agreement', 'order'],
    APPEND,
    ['[key, last_seq])', '[key, last_seq - (Math.random() < 0.01 ? 1 : 0)])'],
    ['insert into entries', 'insert or replace into entries'],
  ),
  mutant('forget client_id', ['duplicate'], APPEND, [
    'target ? [null, null] : [draft.clientId, mentionsText(message)]',
    '[null, target ? null : mentionsText(message)]',
  ]),
  mutant('a repeat gets an id of its own', ['duplicate'], BATCH, [
    'entry: messageEntry(present.get(targetKey(message)) ?? message)',
    'entry: messageEntry({ ...message, id: draft.id })',
  ]),
  mutant('a repeat is not told as one', ['duplicate'], 'messages/room-messages.controller.js', [
    "outcome === 'repeated' ? { 'Idempotent-Replayed': 'true' } : {}",
    '{}',
  ]),
  mutant('one batch in twenty is only told', ['lost', 'phantom', 'agreement'], APPEND, [
    COMMIT,
    `if (Math.random() < 0.05) { committed(results); return results; } ${COMMIT}`,
  ]),
  mutant('an edit is forgotten by the message', ['stale', 'agreement'], APPEND, [
    'changes.length > 0 ? [markingChanged(changes)] : []',
    'deletions.length > 0 ? [markingChanged(deletions)] : []',
  ]),
  mutant('a deletion leaves the text', ['deleted'], 'messages/message-changes.js', ["body: '',", '']),
  mutant('a deletion leaves the texts of edits', ['deleted'], APPEND, [
    'entries.target_seq = v.value ->> 1 and entries.target_seq is not null',
    'entries.target_seq = v.value ->> 1 and entries.target_seq is null',
  ]),
  mutant('another epoch after each start', ['cursor', 'agreement'], SHARED_STORE, [
    'return (await epochs.executeTakeFirst())?.id ?? this.renewEpoch();',
    'return this.renewEpoch();',
  ]),
];
