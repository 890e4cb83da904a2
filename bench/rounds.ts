import { type Audience, audienceInWords } from './audience.js';
import type { Measured, Samples } from './columns.js';
import type { Options } from './options.js';
import { type FanOutSample, measureFanOut } from './fan-out.js';
import { measurePages, type PageSample } from './pages.js';
import { measureSending, SENDERS, type SendSample } from './sending.js';
import type { ServerKind } from './server-under-test.js';

/** What this machine lets the benchmark do. */
export interface Setting {
  readonly core: number | undefined;
  /** Reports progress to the person watching. */
  say(line: string): void;
}

/** Measures fan-out to an audience on every server, in interleaved rounds. */
export function fanOutRounds(
  kinds: readonly ServerKind[],
  audience: Audience,
  options: Options,
  setting: Setting,
): Promise<Samples<FanOutSample>> {
  const usual = Math.min(100, Math.max(5, Math.round(20_000 / audience.clients)));
  const messages = Math.max(3, Math.round(usual * options.effort));
  const plan = { audience, visitors: options.sessions, messages, core: setting.core };
  return interleave(kinds, options.rounds, async (kind, round) => {
    setting.say(`${audienceInWords(audience)}, round ${round}, ${kind.key}`);
    return measureFanOut(kind, plan);
  });
}

/** Measures sending on every server, in interleaved rounds. */
export function sendRounds(
  kinds: readonly ServerKind[],
  options: Options,
  setting: Setting,
): Promise<Samples<SendSample>> {
  const plan = { posts: Math.round(6_000 * options.effort), core: setting.core };
  return interleave(kinds, options.rounds, async (kind, round) => {
    setting.say(`${SENDERS} senders, round ${round}, ${kind.key}`);
    return measureSending(kind, plan);
  });
}

/** Measures the page on every server, in interleaved rounds. */
export function pageRounds(
  kinds: readonly ServerKind[],
  options: Options,
  setting: Setting,
): Promise<Samples<PageSample>> {
  const plan = { pages: Math.round(1_500 * options.effort), core: setting.core };
  return interleave(kinds, options.rounds, async (kind, round) => {
    setting.say(`pages, round ${round}, ${kind.key}`);
    return measurePages(kind, plan);
  });
}

/**
 * Each round takes every server once, beginning with another one each time: what disturbs the
 * machine for a while then disturbs all of them.
 */
export async function interleave<T, K extends Measured>(
  kinds: readonly K[],
  rounds: number,
  measure: (kind: K, round: number) => Promise<T>,
): Promise<Samples<T>> {
  const samples = new Map<K, T[]>(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round++) {
    const first = round % kinds.length;
    for (const kind of [...kinds.slice(first), ...kinds.slice(0, first)]) {
      samples.get(kind)?.push(await measure(kind, round + 1));
    }
  }
  return samples;
}
