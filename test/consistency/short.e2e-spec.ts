import { describe, expect, it } from 'vitest';
import { SHORT_PROFILE } from './profile.js';
import { report } from './report.js';
import { runCheck } from './run.js';

const TORNADO = 1;

describe('the delivery promises under faults', () => {
  it('hold in a short run', async () => {
    const { history, verdict } = await runCheck(SHORT_PROFILE, { seed: TORNADO });
    expect(verdict.result, report(verdict, history)).toBe('valid');
  });
});
