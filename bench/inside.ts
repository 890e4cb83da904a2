/**
 * Loaded into a Node server that is measured, before its own code. It answers over the channel between parent and child how long
 * the server has stood in garbage collections.
 */
import { PerformanceObserver } from 'node:perf_hooks';

let collectedMs = 0;
const collections = new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) collectedMs += duration;
});
collections.observe({ entryTypes: ['gc'] });

process.on('message', () => process.send?.(collectedMs));
process.channel?.unref();
