import { type Mutant, mutant } from './mutant.js';

const BUFFER = 'buffers/room-buffer.js';
const READER = 'polls/rest/event-reader.js';
const UPDATES = 'polls/rest/updates-reader.js';
const INTEREST = 'polls/rest/interest.js';
const TORNADO = 'polls/tornado/message-reader.js';

/** Mistakes in delivery. */
export const MUTANTS_OF_THE_POLLS: readonly Mutant[] = [
  mutant(
    'read before subscribe',
    ['late'],
    UPDATES,
    [
      'const buffers = this.buffers.joinAll(interest.rooms.open, interest);',
      `const idle = { hear() {}, hearEarly() {} };
        const peeked = this.buffers.joinAll(interest.rooms.open, idle);
        await Promise.all(peeked.map(({ ready }) => ready));
        interest.first = await this.events.read(peeked, interest.positions, 100, new Set());
        for (const buffer of peeked) this.buffers.leave(buffer, idle);
        await new Promise((resolve) => setTimeout(resolve, 50));
        const buffers = this.buffers.joinAll(interest.rooms.open, interest);`,
    ],
    [
      'return this.events.read(interest.unread(), interest.positions, limit, hidden);',
      `const { first } = interest;
        interest.first = undefined;
        return first ?? this.events.read(interest.unread(), interest.positions, limit, hidden);`,
    ],
  ),
  mutant('what is said between two polls is not heard', ['late', 'stale'], INTEREST, [
    'hear(buffer) {',
    'hear(buffer) { if (!this.waiter) return;',
  ]),
  mutant('a list is taken for another of the same length', ['skip', 'stale', 'duplicate', 'late'], INTEREST, [
    'this.#list === list',
    'this.#list?.length === list.length',
  ]),
  mutant('one in a thousand is dropped', ['skip', 'stale'], BUFFER, [
    'return this.#entries.slice(Math.max(seq - this.#floorSeq, 0));',
    'return this.#entries.slice(Math.max(seq - this.#floorSeq, 0)).filter(() => Math.random() >= 0.001);',
  ]),
  mutant('one in five wakes nobody', ['late'], BUFFER, [
    'this.arrivals.next(entry);',
    'if (Math.random() >= 0.2) this.arrivals.next(entry);',
  ]),
  mutant('neighbours are swapped', ['order', 'skip'], BUFFER, [
    'return this.#entries.slice(Math.max(seq - this.#floorSeq, 0));',
    `const after = this.#entries.slice(Math.max(seq - this.#floorSeq, 0));
        if (after.length > 1 && Math.random() < 0.02) after.push(after.pop(), after.pop());
        return after;`,
  ]),
  mutant('a gap is not declared', ['skip'], READER, [
    '.filter(({ start, position }) => start > position)',
    '.filter(() => false)',
  ]),
  mutant('a gap without need', ['skip'], READER, [
    'newest - this.config.bufferSize)',
    'newest - this.config.bufferSize / 2)',
  ]),
  mutant('the rest of a round is dropped without `more`', ['stale'], READER, [
    'let more = shares.length < all.length || shares.some(({ of, count }) => count < of.count);',
    'let more = false;',
  ]),
  mutant('a position ahead of the log is taken', ['cursor'], UPDATES, [
    "throw new ChatError('EPOCH_CHANGED');\n        }\n    }",
    'continue;\n        }\n    }',
  ]),
  mutant('a message in memory does not learn of its edits', ['stale', 'deleted', 'agreement'], BUFFER, [
    'if (type === MESSAGE || !message)\n            return;\n        // The message may',
    'if (!message?.deleted)\n            return;\n        // The message may',
  ]),
  mutant('an edit in memory does not learn of the deletion', ['deleted'], BUFFER, [
    'if (other.message?.seq === message.seq)',
    'if (other.type === MESSAGE && other.message.seq === message.seq)',
  ]),
  mutant('a cursor of the Tornado surface is one too far', ['skip', 'stale', 'late'], TORNADO, [
    'this.#startFromLog(buffer, cursor) : { seq, gap: false };',
    'this.#startFromLog(buffer, cursor) : { seq: seq + 1, gap: false };',
  ]),
  mutant('a cursor of the Tornado surface is one too near', ['duplicate'], TORNADO, [
    'this.#startFromLog(buffer, cursor) : { seq, gap: false };',
    'this.#startFromLog(buffer, cursor) : { seq: seq - 1, gap: false };',
  ]),
  mutant(
    'a cursor that is deleted is not known',
    ['skip', 'duplicate', 'stale'],
    TORNADO,
    [
      'const known = messages.findLast(({ id }) => id === cursor);',
      'const known = messages.findLast(({ id, deleted }) => id === cursor && !deleted);',
    ],
    ['const seq = buffer.seqOf(cursor);', 'const seq = undefined;'],
  ),
  mutant('the Tornado surface shows deleted messages', ['deleted'], 'messages/hidden.js', [
    'return messages.filter(({ deleted, author }) => !deleted && !hidden.has(author.id));',
    'return messages.filter(({ author }) => !hidden.has(author.id));',
  ]),
  mutant('a page of the log is the last one', ['stale', 'skip'], 'messages/history.service.js', [
    'more = found.length > count;',
    'more = false;',
  ]),
  mutant('a stopping node lets held polls wait', ['unanswered'], 'polls/held-polls.js', [
    "waiter.wake('draining');",
    ';',
  ]),
];
