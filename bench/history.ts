import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Results, ratioTo } from './report.js';
import { ROOT } from './servers.js';

/** A line of JSON for each run that was worth keeping. */
const HISTORY = join(ROOT, 'bench/history.jsonl');

/** The CPU time of a delivery over that of the same delivery by another server; `null` where that server was not measured. */
export interface Ratios {
  readonly bare: number | null;
  readonly tornado: number | null;
}

export interface Recorded {
  readonly date: string;
  readonly machine: string;
  readonly rounds: number;
  /** Of Linger, by number of waiting clients. */
  readonly deliveries: Readonly<Record<string, Ratios>>;
  /** Of a post. */
  readonly posts: Ratios | null;
  /** Of a page; absent in the oldest lines. */
  readonly pages?: Ratios | null;
}

/** What is kept of a run; `undefined` if Linger was not in it. */
export function recordOf({ date, machine, rounds, fanOut, sending, pages }: Results): Recorded | undefined {
  const deliveries: Record<string, Ratios> = {};
  for (const [{ clients }, samples] of fanOut) {
    const ratios = ratiosOf(samples);
    if (ratios) deliveries[clients] = ratios;
  }
  if (Object.keys(deliveries).length === 0) return undefined;
  return {
    date,
    machine,
    rounds,
    deliveries,
    posts: (sending && ratiosOf(sending)) ?? null,
    pages: (pages && ratiosOf(pages)) ?? null,
  };
}

/** The last line of the history. */
export function lastRecorded(file = HISTORY): Recorded | undefined {
  const line = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').at(-1) : undefined;
  return line ? (JSON.parse(line) as Recorded) : undefined;
}

export function record(entry: Recorded, file = HISTORY): void {
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
}

/** One line for a reader who wants to know whether anything has changed. */
export function inWords({ date, rounds, deliveries, posts, pages }: Recorded): string {
  const parts = Object.entries(deliveries).map(([clients, ratios]) => `${clients} clients ${both(ratios)}`);
  if (posts) parts.push(`posts ${both(posts)}`);
  if (pages) parts.push(`pages ${both(pages)}`);
  return `${date}, ${rounds} rounds: ${parts.join('; ')}`;
}

function ratiosOf(samples: Parameters<typeof ratioTo>[1]): Ratios | undefined {
  const own = [...samples].find(([{ key }]) => key === 'linger')?.[1];
  if (!own) return undefined;
  const to = (key: string): number | null => rounded(ratioTo(key, samples, own));
  return { bare: to('bare'), tornado: to('tornado') };
}

function rounded(ratio: number | undefined): number | null {
  return ratio === undefined ? null : Math.round(ratio * 100) / 100;
}

function both({ bare, tornado }: Ratios): string {
  return `÷ bare ${bare?.toFixed(2) ?? '-'}, ÷ Tornado ${tornado?.toFixed(2) ?? '-'}`;
}
