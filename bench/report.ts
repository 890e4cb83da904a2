import type { FanOutSample } from './fan-out.js';
import type { Samples } from './rounds.js';
import { SENDERS, type SendSample } from './sending.js';
import type { ServerKind } from './server-under-test.js';
import { medianOrNone } from './statistics.js';

/** Everything that one run of the benchmark measured. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly pinned: boolean;
  readonly rounds: number;
  readonly fanOut: ReadonlyMap<number, Samples<FanOutSample>>;
  readonly sending: Samples<SendSample> | undefined;
  readonly notes: readonly string[];
}

export type Language = 'en' | 'zh';

const WORDS = {
  en: {
    clients: (count: string) => `${count} waiting clients`,
    fanOut: ['server', 'deliveries/s', 'CPU µs/delivery', '÷ bare', '÷ Tornado'],
    fanOutRest: ['k instr.', 'p50 ms', 'p99 ms', 'kB/waiter'],
    senders: `${SENDERS} senders`,
    send: ['server', 'on disk', 'posts/s', 'CPU µs/post'],
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
    send: ['服务器', '落盘', '消息/秒', 'CPU 微秒/消息'],
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
  for (const [clients, samples] of results.fanOut) {
    const heading = `**${words.clients(clients.toLocaleString('en'))}**`;
    parts.push(heading, fanOutTable(samples, language));
  }
  if (results.sending) {
    parts.push(`**${words.senders}**`, sendTable(results.sending, language));
  }
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

function sendTable(samples: Samples<SendSample>, language: Language): string {
  const words = WORDS[language];
  const rows = [...samples].map(([kind, own]) => [
    kind.name,
    kind.durable ? words.yes : words.no,
    figure(over(own, (sample) => sample.postsPerSecond)),
    figure(over(own, (sample) => sample.cpuUs)),
  ]);
  return table([...words.send], rows);
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

function figure(value: number | undefined, digits = 0): string {
  if (value === undefined) return '-';
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Padded as Prettier pads it, so that a README with it stays as Prettier wants it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => {
    return Math.max(3, ...[head, ...rows].map((cells) => columnsOf(cells[column] ?? '')));
  });
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) => {
      const space = ' '.repeat((widths[column] ?? 0) - columnsOf(cell));
      return column === 0 ? cell + space : space + cell;
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map(
    (width, column) => '-'.repeat(width - Number(column > 0)) + (column > 0 ? ':' : ''),
  );
  return [head, rule, ...rows].map(line).join('\n');
}

/** How many columns a text takes where Chinese characters take two. */
function columnsOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffee]/g)?.length ?? 0);
}
