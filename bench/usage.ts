import { setTimeout as sleep } from 'node:timers/promises';
import { countInstructions } from './instructions.js';
import type { ServerUnderTest } from './server-under-test.js';

/** What was used between two moments, in microseconds; `undefined` is what cannot be told here. */
export interface Usage {
  readonly cpuUs: number | undefined;
  readonly mainThreadCpuUs: number | undefined;
  /** How long the server's main thread had work but no core. */
  readonly waitedUs: number | undefined;
  readonly instructions: number | undefined;
  readonly generatorCpuUs: number;
}

/** Collectors and compilers on other threads finish in this time. */
export const SETTLE_MS = 100;

/** Begins to watch; the function it answers ends it. Nothing may be under way at either moment. */
export async function watchUsage(
  server: ServerUnderTest,
  instructions: boolean,
): Promise<() => Promise<Usage>> {
  const counted = instructions ? await countInstructions(server.pid) : undefined;
  await sleep(SETTLE_MS);
  const ownBefore = process.cpuUsage();
  const before = server.meter.cpu();
  return async () => {
    const own = process.cpuUsage(ownBefore);
    await sleep(SETTLE_MS);
    const after = server.meter.cpu();
    return {
      cpuUs: before && after && after.allThreads - before.allThreads,
      mainThreadCpuUs: before && after && after.mainThread - before.mainThread,
      waitedUs: before && after && after.mainThreadWaited - before.mainThreadWaited,
      instructions: await counted?.(),
      generatorCpuUs: own.user + own.system,
    };
  };
}
