import { type Mutant, mutant } from './mutant.js';

const APPEND = 'log/sqlite/sqlite-append.js';
const STORE = 'log/sqlite/sqlite-room-log.store.js';
const BATCH = 'log/batch.js';

/** Many a disk takes so long to commit; this one may be too fast for a kill to come in between. */
const SLOW_DISK = 'await new Promise((resolve) => setTimeout(resolve, 20));';

/** Mistakes in storing. */
export const MUTANTS_OF_THE_LOG: readonly Mutant[] = [
  {
    name: 'publish before commit',
    breaks: ['phantom', 'agreement'],
    changes: [
      {
        file: STORE,
        find: 'async append(drafts) {\n        const appended = await this.database.writer.transaction().execute((trx) => appendTo(trx, drafts));',
        put: `async append(drafts, publish) {
          const appended = await this.database.writer.transaction().execute(async (trx) => {
            const results = await appendTo(trx, drafts);
            publish(results);
            ${SLOW_DISK}
            return results;
          });`,
      },
      {
        file: 'log/room-log.service.js',
        find: `const appended = await this.store.append(drafts);
            this.#tell(appended.filter(({ outcome }) => outcome === 'stored').map(({ entry }) => entry));`,
        put: `const appended = await this.store.append(drafts, (early) => {
          this.#tell(early.filter(({ outcome }) => outcome === 'stored').map(({ entry }) => entry));
        });`,
      },
    ],
  },
  mutant('acknowledge before commit', ['lost', 'phantom', 'agreement'], STORE, [
    'const appended = await this.database.writer.transaction().execute((trx) => appendTo(trx, drafts));',
    `const appended = await new Promise((resolve, reject) => {
      this.database.writer.transaction().execute(async (trx) => {
        const results = await appendTo(trx, drafts);
        resolve(results);
        ${SLOW_DISK}
        return results;
      }).catch(reject);
    });`,
  ]),
  mutant(
    'reuse a seq',
    ['lost', 'agreement', 'order'],
    APPEND,
    [
      'row.last_seq - (counts.get(row.key) ?? 0)]',
      'row.last_seq - (counts.get(row.key) ?? 0) - (Math.random() < 0.01 ? 1 : 0)]',
    ],
    ['insert into entries', 'insert or replace into entries'],
  ),
  mutant('forget client_id', ['duplicate'], APPEND, [
    "draft.type === 'message' ? draft.clientId : null",
    'null',
  ]),
  mutant('a repeat gets an id of its own', ['duplicate'], BATCH, [
    'entry: messageEntry(present.get(targetKey(message)) ?? message)',
    'entry: messageEntry({ ...message, id: draft.id })',
  ]),
  mutant('a repeat is not told as one', ['duplicate'], 'messages/room-messages.controller.js', [
    "outcome === 'repeated' ? { 'Idempotent-Replayed': 'true' } : {}",
    '{}',
  ]),
  mutant('one batch in twenty is only told', ['lost', 'phantom', 'agreement'], STORE, [
    '.execute((trx) => appendTo(trx, drafts));',
    `.execute(async (trx) => {
      const results = await appendTo(trx, drafts);
      if (Math.random() < 0.05) throw { results };
      return results;
    }).catch((error) => { if (error.results) return error.results; throw error; });`,
  ]),
  mutant('an edit is forgotten by the message', ['stale', 'agreement'], APPEND, [
    'await markChanged(trx, changes);',
    "await markChanged(trx, changes.filter(({ entry }) => entry.type === 'deletion'));",
  ]),
  mutant('a deletion leaves the text', ['deleted'], BATCH, [
    "{ ...target, body: '', mentions: undefined, editedAt: null",
    '{ ...target, mentions: undefined, editedAt: null',
  ]),
  mutant('a deletion leaves the texts of edits', ['deleted'], APPEND, [
    'entries.target_seq = v.value ->> 1 and entries.target_seq is not null',
    'entries.target_seq = v.value ->> 1 and entries.target_seq is null',
  ]),
  mutant('another epoch after each start', ['cursor', 'agreement'], STORE, [
    'return row?.id ?? this.renewEpoch();',
    'return this.renewEpoch();',
  ]),
];
