import { audienceInWords } from './audience.js';
import type { Measured } from './columns.js';
import type { FanOutSample } from './fan-out.js';
import type { Results } from './report.js';
import { median } from './statistics.js';
import type { Faults } from './swarm.js';

/** With a larger share of time without a core, throughput and latency mean nothing. */
const MOST_DISTURBANCE = 0.2;

/** Wrong deliveries, a line for each server and number of clients. */
export function faultsIn(fanOut: Results['fanOut']): string[] {
  return rowsOf(fanOut).flatMap(({ clients, kind, samples }) => {
    const sum = (pick: (faults: Faults) => number) =>
      samples.reduce((total, { faults }) => total + pick(faults), 0);
    const [lost, repeated] = [sum((faults) => faults.lost), sum((faults) => faults.repeated)];
    if (lost + repeated === 0) return [];
    const what = `${lost} lost or late, ${repeated} repeated or late`;
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

interface Row {
  /** The audience in words. */
  readonly clients: string;
  readonly kind: Measured;
  readonly samples: readonly FanOutSample[];
}

function rowsOf(fanOut: Results['fanOut']): Row[] {
  return [...fanOut].flatMap(([audience, byKind]) => {
    const clients = audienceInWords(audience);
    return [...byKind].map(([kind, samples]) => ({ clients, kind, samples }));
  });
}
