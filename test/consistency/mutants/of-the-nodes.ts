import { type Mutant, mutant } from './mutant.js';

const FOLLOWER = 'buffers/room-follower.js';
const BUFFER = 'buffers/room-buffer.js';
const BUFFERS = 'buffers/message-buffer.service.js';
const LOG = 'log/room-log.service.js';
const BUS = 'storage/postgres/postgres-hint-bus.js';
const STORE = 'storage/postgres/postgres-room-log.store.js';
const APPEND = 'storage/postgres/postgres-append.js';
const FEED = 'storage/postgres/postgres-signal-feed.js';

const BETWEEN_NODES: readonly Mutant[] = [
  {
    name: 'no sweep',
    breaks: ['late'],
    changes: [
      {
        file: FOLLOWER,
        find: 'this.#hearing.add(this.clock.every(SWEEP_MS, () => void this.sweep()));',
        put: '',
      },
      // As of a node that is killed between a commit and its hint, but more often.
      { file: BUS, find: 'publish(hints) {', put: 'publish(hints) { if (Math.random() < 0.2) return;' },
    ],
  },
  mutant(
    'nobody waits for signals',
    ['deleted', 'stale'],
    STORE,
    ['await this.storage.feed.committed(signals, head);', 'void this.storage.feed.committed(signals, head);'],
    ['await this.storage.feed.upTo(head);', ''],
  ),
  {
    name: 'hint before commit',
    breaks: ['late'],
    changes: [
      {
        file: LOG,
        find: 'return this.store.append(drafts, (appended) => this.#tell(',
        put: `const hint = (appended) => {
            const stored = appended.filter(({ outcome }) => outcome === 'stored');
            this.bus.publish(stored.map(({ entry: { room, seq } }) => ({ room, seq })));
        };
        return this.store.append(drafts, (appended) => this.#tell(`,
      },
      {
        file: LOG,
        find: "outcome === 'stored').map(({ entry }) => entry)));",
        put: "outcome === 'stored').map(({ entry }) => entry)), hint);",
      },
      {
        file: LOG,
        find: 'if (this.bus.isShared)\n            this.bus.publish(entries.map(({ room, seq }) => ({ room, seq })));',
        put: '',
      },
      {
        file: STORE,
        find: 'append(drafts, committed = () => undefined) {',
        put: 'append(drafts, committed, hint) {',
      },
      { file: STORE, find: 'this.rows, drafts);', put: 'this.rows, drafts, hint);' },
      {
        file: APPEND,
        find: 'export async function append(client, rows, drafts) {',
        put: 'export async function append(client, rows, drafts, hint) {',
      },
      {
        file: APPEND,
        find: 'await appendOnce(client, rows, drafts, locking(drafts));',
        put: 'await appendOnce(client, rows, drafts, locking(drafts), hint);',
      },
      {
        file: APPEND,
        find: 'async function appendOnce(client, rows, drafts, locking) {',
        put: 'async function appendOnce(client, rows, drafts, locking, hint) {',
      },
      {
        file: APPEND,
        find: "const answers = await send(client, [...statements, 'commit', HEAD]);",
        put: `hint(results);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const answers = await send(client, [...statements, 'commit', HEAD]);`,
      },
    ],
  },
  {
    name: 'a hole is taken for the end',
    breaks: ['skip', 'order', 'agreement', 'lost', 'stale', 'cursor'],
    changes: [
      { file: BUFFERS, find: 'entry.seq > buffer.newestSeq + 1)', put: 'entry.seq < 0)' },
      { file: BUFFER, find: 'if (entry.seq === this.newestSeq + 1)', put: 'if (entry.seq > this.newestSeq)' },
    ],
  },
  mutant('signals of other nodes are not told', ['deleted', 'stale', 'agreement'], FEED, [
    'if (news.length > 0)\n            this.#tellAll(news);\n        this.#tellOwn();',
    `for (const signal of news)
            if (this.#own.has(signal.n))
                this.#tellAll([signal]);
            else
                this.#told = signal.n;
        this.#tellOwn();`,
  ]),
  mutant('signals are not the last in the transaction', ['refused', 'late'], APPEND, [
    `storing(ids, placed),
        ...(changes.length > 0 ? [markingChanged(ids, changes)] : []),
        ...(deletions.length > 0 ? erasingBodies(ids, deletions) : []),
        ...(signals.length > 0 ? [recordingSignals(signals)] : []),`,
    `...(signals.length > 0 ? [recordingSignals(signals)] : []),
        storing(ids, placed),
        ...(changes.length > 0 ? [markingChanged(ids, changes)] : []),
        ...(deletions.length > 0 ? erasingBodies(ids, deletions) : []),`,
  ]),
];

/** Mistakes between nodes. */
export const MUTANTS_OF_THE_NODES: readonly Mutant[] = BETWEEN_NODES.map((each) => ({ ...each, nodes: 3 }));
