import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerUnderTest } from './server-under-test.js';

/** What was used between two moments, in microseconds; `undefined` is what cannot be told here. */
export interface Usage {
  readonly cpuUs: number | undefined;
  readonly mainThreadUs: number | undefined;
  /** How long the main thread stood in garbage collections; on one core, the work of their helper threads is in it. */
  readonly collectorUs: number | undefined;
  /** How long the server's main thread had work but no core. */
  readonly waitedUs: number | undefined;
}

/** Collectors and compilers on other threads finish in this time. */
export const SETTLE_MS = 100;

/** Begins to watch; the function it returns ends it. Nothing may be under way at either moment. */
export async function watchUsage(server: ServerUnderTest): Promise<() => Promise<Usage>> {
  await sleep(SETTLE_MS);
  const collectedBefore = await server.collectedMs();
  const before = server.meter.cpu();
  return async () => {
    await sleep(SETTLE_MS);
    const after = server.meter.cpu();
    const collected = await server.collectedMs();
    return {
      cpuUs: before && after && after.allThreads - before.allThreads,
      mainThreadUs: before && after && after.mainThread - before.mainThread,
      collectorUs:
        collected === undefined || collectedBefore === undefined
          ? undefined
          : (collected - collectedBefore) * 1_000,
      waitedUs: before && after && after.mainThreadWaited - before.mainThreadWaited,
    };
  };
}
