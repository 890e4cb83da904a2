import { type Audience, audienceInWords } from './audience.js';
import {
  type Column,
  type Measured,
  median,
  over,
  ratio,
  ratioTo,
  rowsOf,
  type Samples,
  tableOf,
} from './columns.js';
import type { FanOutSample } from './fan-out.js';
import type { PageSample } from './pages.js';
import { LATER, SENDERS, type SendSample } from './sending.js';
import { figure, table } from './table.js';

/** Everything that one run of the benchmark measured. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly pinned: boolean;
  readonly rounds: number;
  readonly fanOut: ReadonlyMap<Audience, Samples<FanOutSample>>;
  /** Whether the audiences are meant to be compared with each other. */
  readonly isGrowth: boolean;
  readonly sending: Samples<SendSample> | undefined;
  readonly pages: Samples<PageSample> | undefined;
  readonly notes: readonly string[];
}

const DELIVERY: readonly Column<FanOutSample>[] = [
  median('deliveries/s', (sample) => sample.deliveriesPerSecond),
  median('CPU µs', (sample) => sample.cpuUs),
  ratio('÷ bare', 'bare', cpuOf),
  ratio('÷ Tornado', 'tornado', cpuOf),
  median('main thread', (sample) => sample.mainThreadUs),
  median('helpers', (sample) => sample.helpersUs),
  median('GC %', (sample) => sample.collectorShare && 100 * sample.collectorShare),
  median('p50 ms', (sample) => sample.p50Ms, 1),
  median('p99 ms', (sample) => sample.p99Ms, 1),
  median('kB/waiter', (sample) => sample.kBPerWaiter, 1),
  median('client busy %', (sample) => sample.clientShare && 100 * sample.clientShare),
];

const GROWTH: readonly Column<FanOutSample>[] = [
  median('CPU µs', (sample) => sample.cpuUs),
  median('main thread', (sample) => sample.mainThreadUs),
  median('leaving µs', (sample) => sample.leavingUs),
  median('kB/waiter', (sample) => sample.kBPerWaiter, 1),
];

const later = `after ${LATER.toLocaleString('en')}`;
const POST: readonly Column<SendSample>[] = [
  median('CPU µs after a start', (sample) => sample.firstUs),
  ratio('÷ bare', 'bare', (sample) => sample.firstUs),
  ratio('÷ Tornado', 'tornado', (sample) => sample.firstUs),
  median(later, (sample) => sample.cpuUs),
  ratio('÷ bare', 'bare', cpuOf),
  ratio('÷ Tornado', 'tornado', cpuOf),
  median(`posts/s ${later}`, (sample) => sample.postsPerSecond),
];

const PAGE: readonly Column<PageSample>[] = [
  median('pages/s', (sample) => sample.pagesPerSecond),
  median('CPU µs', (sample) => sample.cpuUs),
  ratio('÷ Tornado', 'tornado', cpuOf),
];

/** The results as Markdown: a line about the run, and a table for each thing measured. */
export function report(results: Results): string {
  const parts = [about(results)];
  if (results.isGrowth) {
    const rows = [...results.fanOut].flatMap(([audience, samples]) =>
      rowsOf(samples, GROWTH).map((row) => [audienceInWords(audience), ...row]),
    );
    parts.push(table(['waiting', 'server', ...GROWTH.map(({ head }) => head)], rows));
  } else {
    for (const [audience, samples] of results.fanOut) {
      parts.push(tableOf(`a delivery to ${audienceInWords(audience)}`, samples, DELIVERY));
    }
  }
  if (results.sending) parts.push(tableOf(`a post of ${SENDERS} senders`, results.sending, POST));
  if (results.pages) parts.push(tableOf('the page with 200 messages', results.pages, PAGE));
  return [...parts, ...results.notes].join('\n\n');
}

const SUMMARY = {
  en: ['CPU µs', 'a delivery to 1,000', '÷ bare', 'a post', 'a page of 200'],
  zh: ['CPU 微秒', '向 1,000 人投递一次', '÷ 裸 http', '一条消息', '含 200 条消息的页面'],
} as const;

/** One table for a README: what things cost with 1,000 waiting clients. */
export function summary(results: Results, language: keyof typeof SUMMARY): string {
  const { fanOut, sending, pages } = results;
  const thousand = [...fanOut].find(([{ clients }]) => clients === 1_000)?.[1] ?? new Map();
  const rows = [...thousand].map(([kind, own]: [Measured, readonly FanOutSample[]]) => [
    kind.name,
    figure(over(own, cpuOf)),
    figure(ratioTo('bare', thousand, own, cpuOf), 2),
    figure(over(sending?.get(kind) ?? [], cpuOf)),
    figure(over(pages?.get(kind) ?? [], cpuOf)),
  ]);
  const { date, machine } = results;
  return [`${date} · ${machine}`, table(SUMMARY[language], rows)].join('\n\n');
}

function about({ date, machine, rounds, pinned }: Results): string {
  const run = `median of ${rounds} interleaved rounds`;
  return [date, machine, run, pinned ? 'server pinned to one core' : 'not pinned'].join(' · ');
}

function cpuOf({ cpuUs }: Pick<FanOutSample, 'cpuUs'>): number | undefined {
  return cpuUs;
}
