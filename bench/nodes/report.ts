import { type Column, median, ratio, tableOf } from '../columns.js';
import type { ChatSample } from './chat.js';
import type { Cost } from './cost.js';
import { WAITERS } from './delivering.js';
import { SENDERS } from './posting.js';
import { batchOf, type NodesResults, pricesOf } from './prices.js';
import { projectionReport } from './projection-report.js';
import type { Reach } from './reach.js';
import type { RestSample } from './resting.js';

const DELIVERING: readonly Column<ChatSample>[] = [
  median('deliveries/s', ({ delivering }) => delivering.perSecond),
  ...costs('', ({ delivering }: ChatSample) => delivering),
  median('p50 ms', ({ delivering }) => delivering.p50Ms, 1),
  median('p99 ms', ({ delivering }) => delivering.p99Ms, 1),
];

const REACH: readonly Column<ChatSample>[] = [
  ...latencies('same node', ({ here }) => here),
  ...latencies('another', ({ there }) => there),
];

const READING: readonly Column<ChatSample>[] = [
  ...costs('a read mark: ', ({ reading }: ChatSample) => reading.mark),
  ...costs('the page: ', ({ reading }: ChatSample) => reading.page),
];

const WITHOUT_HINTS: readonly Column<RestSample>[] = [
  median('p50 ms', ({ withoutHints }) => withoutHints?.p50Ms),
  median('worst ms', ({ withoutHints }) => withoutHints?.worstMs),
];

const RESTING: readonly Column<RestSample>[] = [
  median('statements/s', ({ empty }) => empty.transactionsPerSecond, 1),
  median('with waiters', ({ waiting }) => waiting.transactionsPerSecond, 1),
  median('database ms/s', ({ empty }) => empty.databaseMs, 1),
  median('with waiters', ({ waiting }) => waiting.databaseMs, 1),
  median('nodes ms/s', ({ empty }) => empty.nodesMs, 1),
  median('with waiters', ({ waiting }) => waiting.nodesMs, 1),
];

/** The results as Markdown. */
export function nodesReport(results: NodesResults): string {
  const { about, chats, rests, waiters, notes } = results;
  const deaf = new Map([...rests].filter(([, own]) => own.some(({ withoutHints }) => withoutHints)));
  const prices = pricesOf(results);
  return [
    about,
    tableOf(
      `${SENDERS} senders in one room`,
      chats,
      posts(({ posting }) => posting.oneRoom),
    ),
    tableOf(
      `${SENDERS} senders in ${SENDERS} rooms`,
      chats,
      posts(({ posting }) => posting.manyRooms),
    ),
    tableOf(
      'one sender',
      chats,
      posts(({ posting }) => posting.alone),
    ),
    tableOf(`a delivery to ${inWords(WAITERS)} in one room`, chats, DELIVERING),
    tableOf('from a post to a poll, at rest', chats, REACH),
    ...(deaf.size > 0 ? [tableOf('the same without hints', deaf, WITHOUT_HINTS)] : []),
    tableOf('CPU µs', chats, READING),
    tableOf(`${inWords(waiters)} waiters at rest`, rests, RESTING),
    ...(prices ? [projectionReport(prices)] : []),
    ...notes,
  ].join('\n\n');
}

function posts(pick: (sample: ChatSample) => Cost): Column<ChatSample>[] {
  return [
    median('posts/s', (sample) => pick(sample).perSecond),
    ratio('÷ SQLite', 'sqlite', (sample) => pick(sample).perSecond),
    ...costs('', pick),
    median('posts a commit', (sample) => batchOf(pick(sample)), 1),
    median('log bytes', (sample) => pick(sample).walBytes),
  ];
}

function costs(what: string, pick: (sample: ChatSample) => Cost): Column<ChatSample>[] {
  return [
    median(`${what}nodes µs`, (sample) => pick(sample).nodesUs),
    median(`${what}database µs`, (sample) => pick(sample).databaseUs),
  ];
}

function latencies(where: string, pick: (sample: ChatSample) => Reach | undefined): Column<ChatSample>[] {
  return [
    median(`${where}: p50 ms`, (sample) => pick(sample)?.p50Ms, 1),
    median('p99 ms', (sample) => pick(sample)?.p99Ms, 1),
    median('worst ms', (sample) => pick(sample)?.worstMs, 1),
  ];
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}
