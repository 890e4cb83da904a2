/**
 * Loaded into a Node server that is measured, before its own code: how late its event loop is. SIGUSR2 begins, and ends, whereupon
 * the 99th percentile in milliseconds is written to the file that LOOP_DELAY_FILE names.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const file = process.env['LOOP_DELAY_FILE'];
const delay = monitorEventLoopDelay({ resolution: 1 });
let isOn = false;

process.on('SIGUSR2', () => {
  isOn = !isOn;
  if (isOn) {
    delay.reset();
    delay.enable();
  } else {
    delay.disable();
    if (file === undefined) return;
    // It is there as a whole or not at all.
    writeFileSync(`${file}.new`, String(delay.percentile(99) / 1e6));
    renameSync(`${file}.new`, file);
  }
});
