import { audienceInWords } from './audience.js';
import type { FanOutSample } from './fan-out.js';
import type { Results } from './report.js';
import { addFaults, isFaulty, NO_FAULTS } from './sequence.js';
import type { ServerKind } from './server-under-test.js';
import { median } from './statistics.js';

/** More of the time than this without a core makes throughput and latency worthless. */
const MOST_DISTURBANCE = 0.2;

/** What clients were given wrongly, a line for each server and number of clients. */
export function faultsIn(fanOut: Results['fanOut']): string[] {
  return rowsOf(fanOut).flatMap(({ clients, kind, samples }) => {
    const faults = samples.map((sample) => sample.faults).reduce(addFaults, NO_FAULTS);
    if (!isFaulty(faults)) return [];
    const what = `${faults.lost} lost, ${faults.repeated} repeated, ${faults.disordered} out of order`;
    return [`FAILED: ${kind.name} with ${clients}: ${what}.`];
  });
}

/** Where another program, or the server's own other threads, kept the server from its core. */
export function disturbances(fanOut: Results['fanOut']): string[] {
  return rowsOf(fanOut).flatMap(({ clients, kind, samples }) => {
    const share = median(samples.map((sample) => sample.disturbance ?? 0));
    if (share <= MOST_DISTURBANCE) return [];
    const percent = (100 * share).toFixed(0);
    return [`Disturbed: ${kind.name} with ${clients} waited for its core ${percent} % of the time.`];
  });
}

/** So that a reader sees whether the generator, not the server, set the pace. */
export function generatorCost(fanOut: Results['fanOut']): string[] {
  const costs = new Map<string, number[]>();
  for (const { kind, samples } of rowsOf(fanOut)) {
    const own = samples.map((sample) => sample.generatorCpuUs);
    costs.set(kind.name, [...(costs.get(kind.name) ?? []), ...own]);
  }
  if (costs.size === 0) return [];
  const each = [...costs].map(([name, values]) => `${name} ${median(values).toFixed(0)}`);
  return [`CPU µs per delivery of the load generator, on a core of its own: ${each.join(', ')}.`];
}

interface Row {
  /** Who waited, in words. */
  readonly clients: string;
  readonly kind: ServerKind;
  readonly samples: readonly FanOutSample[];
}

function rowsOf(fanOut: Results['fanOut']): Row[] {
  return [...fanOut].flatMap(([audience, byKind]) => {
    const clients = audienceInWords(audience);
    return [...byKind].map(([kind, samples]) => ({ clients, kind, samples }));
  });
}
