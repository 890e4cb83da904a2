/**
 * Loaded into a Node server that is measured, before its own code: how long it has stood in garbage collections, and how late
 * its event loop is. It answers what the bench asks over the channel between parent and child.
 */
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';

let collectedMs = 0;
const collections = new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) collectedMs += duration;
});
collections.observe({ entryTypes: ['gc'] });
const delay = monitorEventLoopDelay({ resolution: 1 });

process.on('message', (request) => {
  if (request === 'watch the loop') {
    delay.reset();
    delay.enable();
  } else {
    delay.disable();
    process.send?.({ collectedMs, loopDelayMs: delay.percentile(99) / 1e6 });
  }
});
process.channel?.unref();
