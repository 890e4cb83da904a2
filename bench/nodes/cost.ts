import { setTimeout as sleep } from 'node:timers/promises';
import { SETTLE_MS } from '../usage.js';
import type { Site } from './site.js';

/** What each of a number of like things costs. `undefined` is what cannot be told here. */
export interface Cost {
  readonly perSecond: number;
  /** CPU time of all nodes together, in microseconds. */
  readonly nodesUs: number | undefined;
  /** Of all processes of the database. */
  readonly databaseUs: number | undefined;
  /** Transactions of the database that wrote something or notified. */
  readonly writing: number | undefined;
  /** Bytes of write-ahead log. */
  readonly walBytes: number | undefined;
}

/** Has `act` do a thing so many times. It may answer how many milliseconds that took, if not all of them count. */
export async function costOf(site: Site, times: number, act: () => Promise<number | void>): Promise<Cost> {
  const { database } = site;
  await sleep(SETTLE_MS);
  const [nodesBefore, before] = [site.cpuUs(), await database?.doings()];
  const startedAt = performance.now();
  const tookMs = (await act()) ?? performance.now() - startedAt;
  await sleep(SETTLE_MS);
  const [nodesAfter, after] = [site.cpuUs(), await database?.doings()];
  const each = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : (to - from) / times;
  return {
    perSecond: times / (tookMs / 1_000),
    nodesUs: each(nodesBefore, nodesAfter),
    databaseUs: each(before?.cpuUs, after?.cpuUs),
    writing: each(before?.writing, after?.writing),
    walBytes: each(before?.walBytes, after?.walBytes),
  };
}
