import { describe, expect, it } from 'vitest';
import { SHORT_NODES_PROFILE } from './profile.js';
import { report } from './report.js';
import { runCheck } from './run.js';

describe('the delivery promises under faults of several nodes', () => {
  it('hold in a short run', async () => {
    const { history, verdict } = await runCheck(SHORT_NODES_PROFILE, { seed: 1, nodes: 3 });
    expect(verdict.result, report(verdict, history)).toBe('valid');
  });
});
