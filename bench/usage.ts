import { setTimeout as sleep } from 'node:timers/promises';
import { countInstructions } from './instructions.js';
import type { ServerUnderTest } from './server-under-test.js';

/** What was used between two moments, in microseconds; `undefined` is what cannot be told here. */
export interface Usage {
  readonly cpuUs: number | undefined;
  readonly mainThreadUs: number | undefined;
  /** How long the main thread stood in garbage collections; on one core, the work of their helper threads is in it. */
  readonly collectorUs: number | undefined;
  /** How long the server's main thread had work but no core. */
  readonly waitedUs: number | undefined;
  /** Of all threads. */
  readonly instructions: number | undefined;
}

/** Collectors and compilers on other threads finish in this time. */
export const SETTLE_MS = 100;

/** Begins to watch; the function it returns ends it. Nothing may be under way at either moment. */
export async function watchUsage(server: ServerUnderTest): Promise<() => Promise<Usage>> {
  const counted = await countInstructions(server.pid);
  await sleep(SETTLE_MS);
  const insideBefore = await server.inside();
  const before = server.meter.cpu();
  return async () => {
    await sleep(SETTLE_MS);
    const after = server.meter.cpu();
    const inside = await server.inside();
    return {
      cpuUs: before && after && after.allThreads - before.allThreads,
      mainThreadUs: before && after && after.mainThread - before.mainThread,
      collectorUs: inside && insideBefore && (inside.collectedMs - insideBefore.collectedMs) * 1_000,
      waitedUs: before && after && after.mainThreadWaited - before.mainThreadWaited,
      instructions: await counted?.(),
    };
  };
}
