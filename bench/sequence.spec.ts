import { describe, expect, it } from 'vitest';
import { SequenceCheck } from './sequence.js';

function faultsOf(seen: readonly number[], last: number) {
  const check = new SequenceCheck(1);
  for (const number of seen) check.see(number);
  return check.faults(last);
}

describe('SequenceCheck', () => {
  it('finds nothing wrong with a whole sequence', () => {
    expect(faultsOf([1, 2, 3], 3)).toEqual({ lost: 0, repeated: 0, disordered: 0 });
  });

  it('counts what never came, in the middle and at the end', () => {
    expect(faultsOf([1, 4], 6)).toEqual({ lost: 4, repeated: 0, disordered: 0 });
  });

  it('counts a message given twice', () => {
    expect(faultsOf([1, 2, 2, 1, 3], 3)).toEqual({ lost: 0, repeated: 2, disordered: 0 });
  });

  it('counts a late message as disordered, not as lost', () => {
    expect(faultsOf([1, 3, 2, 4], 4)).toEqual({ lost: 0, repeated: 0, disordered: 1 });
  });
});
