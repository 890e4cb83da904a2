import type { FanOutSample } from './fan-out.js';
import type { Samples } from './rounds.js';
import { type Audience, audienceInWords } from './audience.js';
import type { PageSample } from './pages.js';
import { SENDERS, type SendSample } from './sending.js';
import type { Syncs } from './syncs.js';
import type { ServerKind } from './server-under-test.js';
import { medianOrNone } from './statistics.js';
import { figure, table } from './table.js';

/** Everything that one run of the benchmark measured. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly pinned: boolean;
  readonly rounds: number;
  readonly fanOut: ReadonlyMap<Audience, Samples<FanOutSample>>;
  /** Whether the audiences are there to be compared with each other. */
  readonly isGrowth: boolean;
  readonly sending: Samples<SendSample> | undefined;
  /** Of the durable servers. */
  readonly syncs: ReadonlyMap<ServerKind, Syncs>;
  readonly pages: Samples<PageSample> | undefined;
  readonly notes: readonly string[];
}

export type Language = 'en' | 'zh';

const WORDS = {
  en: {
    clients: (count: string) => `${count} waiting clients`,
    fanOut: ['server', 'deliveries/s', 'CPU µs/delivery', '÷ bare', '÷ Tornado'],
    fanOutRest: ['k instr.', 'p50 ms', 'p99 ms', 'kB/waiter'],
    senders: `${SENDERS} senders`,
    send: ['server', 'on disk', 'posts/s', 'CPU µs/post', '÷ bare', '÷ Tornado', 'posts/sync', 'syncs/s'],
    pages: 'the page with 200 messages',
    page: ['server', 'pages/s', 'CPU µs/page', '÷ Tornado'],
    growth: [
      'waiting',
      'server',
      'CPU µs/delivery',
      'p50 ms',
      'p99 ms',
      'loop p99 ms',
      'leaving µs',
      'kB/waiter',
    ],
    yes: 'yes',
    no: 'no',
    run: (rounds: number) => `median of ${rounds} interleaved rounds`,
    pinned: 'server pinned to one core',
    unpinned: 'not pinned',
  },
  zh: {
    clients: (count: string) => `${count} 个等待中的客户端`,
    fanOut: ['服务器', '投递/秒', 'CPU 微秒/投递', '÷ 裸 http', '÷ Tornado'],
    fanOutRest: ['千条指令', 'p50 毫秒', 'p99 毫秒', 'kB/等待者'],
    senders: `${SENDERS} 个发送者`,
    send: ['服务器', '落盘', '消息/秒', 'CPU 微秒/消息', '÷ 裸 http', '÷ Tornado', '消息/同步', '同步/秒'],
    pages: '含 200 条消息的页面',
    page: ['服务器', '页面/秒', 'CPU 微秒/页面', '÷ Tornado'],
    growth: [
      '等待者',
      '服务器',
      'CPU 微秒/投递',
      'p50 毫秒',
      'p99 毫秒',
      '事件循环 p99 毫秒',
      '离开 微秒',
      'kB/等待者',
    ],
    yes: '是',
    no: '否',
    run: (rounds: number) => `${rounds} 轮交错测量的中位数`,
    pinned: '服务器绑定在一个核心上',
    unpinned: '未绑定核心',
  },
} as const;

/** The results as Markdown: a line about the run, a table for each number of clients, one for sending. */
export function report(results: Results, language: Language): string {
  const words = WORDS[language];
  const pinning = results.pinned ? words.pinned : words.unpinned;
  const run = [results.date, results.machine, words.run(results.rounds), pinning].join(' · ');
  const parts = [run];
  if (results.isGrowth) parts.push(growthTable(results.fanOut, language));
  else
    for (const [{ clients }, samples] of results.fanOut) {
      const heading = `**${words.clients(clients.toLocaleString('en'))}**`;
      parts.push(heading, fanOutTable(samples, language));
    }
  if (results.sending) {
    parts.push(`**${words.senders}**`, sendTable(results, results.sending, language));
  }
  if (results.pages) parts.push(`**${words.pages}**`, pageTable(results.pages, language));
  // The notes are for the person who runs it; they stand in English only.
  if (language === 'en') parts.push(...results.notes);
  return parts.join('\n\n');
}

function fanOutTable(samples: Samples<FanOutSample>, language: Language): string {
  const words = WORDS[language];
  const rows = [...samples].map(([kind, own]) => [
    kind.name,
    figure(over(own, (sample) => sample.deliveriesPerSecond)),
    figure(over(own, (sample) => sample.cpuUs)),
    figure(ratioTo('bare', samples, own), 2),
    figure(ratioTo('tornado', samples, own), 2),
    figure(over(own, (sample) => sample.thousandInstructions)),
    figure(
      over(own, (sample) => sample.p50Ms),
      1,
    ),
    figure(
      over(own, (sample) => sample.p99Ms),
      1,
    ),
    figure(
      over(own, (sample) => sample.kBPerWaiter),
      1,
    ),
  ]);
  return table([...words.fanOut, ...words.fanOutRest], rows);
}

function sendTable({ syncs }: Results, samples: Samples<SendSample>, language: Language): string {
  const words = WORDS[language];
  const rows = [...samples].map(([kind, own]) => [
    kind.name,
    kind.durable ? words.yes : words.no,
    figure(over(own, (sample) => sample.postsPerSecond)),
    figure(over(own, (sample) => sample.cpuUs)),
    figure(ratioTo('bare', samples, own), 2),
    figure(ratioTo('tornado', samples, own), 2),
    figure(syncs.get(kind)?.postsEach, 1),
    figure(syncs.get(kind)?.perSecond),
  ]);
  return table([...words.send], rows);
}

function pageTable(samples: Samples<PageSample>, language: Language): string {
  const rows = [...samples].map(([kind, own]) => [
    kind.name,
    figure(over(own, (sample) => sample.pagesPerSecond)),
    figure(over(own, (sample) => sample.cpuUs)),
    figure(ratioTo('tornado', samples, own), 2),
  ]);
  return table([...WORDS[language].page], rows);
}

function growthTable(growth: ReadonlyMap<Audience, Samples<FanOutSample>>, language: Language): string {
  const rows = [...growth].flatMap(([audience, samples]) =>
    [...samples].map(([kind, own]) => [
      audienceInWords(audience),
      kind.name,
      figure(over(own, (sample) => sample.cpuUs)),
      figure(over(own, (sample) => sample.p50Ms)),
      figure(over(own, (sample) => sample.p99Ms)),
      figure(over(own, (sample) => sample.loopDelayMs)),
      figure(over(own, (sample) => sample.leavingUs)),
      figure(
        over(own, (sample) => sample.kBPerWaiter),
        1,
      ),
    ]),
  );
  return table([...WORDS[language].growth], rows);
}

function over<T>(samples: readonly T[], pick: (sample: T) => number | undefined) {
  return medianOrNone(samples.map(pick));
}

type Costly = Pick<FanOutSample, 'cpuUs'>;

/** The median of the ratios within each round, so that what slows a round slows both sides of it. */
export function ratioTo(
  key: ServerKind['key'],
  samples: Samples<Costly>,
  own: readonly Costly[],
): number | undefined {
  const reference = [...samples].find(([kind]) => kind.key === key)?.[1];
  if (!reference) return undefined;
  const ratios = own.map((sample, round) => {
    const cpuUs = reference[round]?.cpuUs;
    return cpuUs && sample.cpuUs && sample.cpuUs / cpuUs;
  });
  return medianOrNone(ratios);
}
