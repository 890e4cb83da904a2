import { until } from '../support/until.js';
import type { TestNode } from './nodes.js';

/** For so long a node may serve what it remembers. */
export const LEASE_MS = 800;
/** How often held polls are looked through. */
const SWEEP_MS = 100;
/** How often a node tries to write to its database, at most. */
const PROBE_MS = 1000;

/** Lets a node's time go by, as far as its database is concerned. */
export function pass({ databaseClock, clock }: TestNode, ms: number): void {
  databaseClock.advance(ms);
  clock.advance(SWEEP_MS);
}

/** Resolves when a node has noticed that its database answers again. */
export function ready(node: TestNode): Promise<void> {
  return until(async () => {
    pass(node, PROBE_MS);
    node.clock.advance(PROBE_MS);
    return (await fetch(`${node.url}/readyz`)).status === 200;
  });
}
