import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { expect, it } from 'vitest';

interface Lock {
  /** By folder; '' is Linger itself. */
  packages: Record<string, { engines?: { node?: string }; resolved?: string }>;
}

const { packages } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8'),
) as Lock;
const ours = packages['']?.engines?.node ?? '';

it('every package supports every Node version that Linger supports', () => {
  for (const version of ['20.19.0', '22.13.0', '24.0.0']) expect(semver.satisfies(version, ours)).toBe(true);
  const others = Object.entries(packages).filter(([, { engines }]) => engines?.node !== undefined);
  expect(others.length).toBeGreaterThan(100);
  const narrower = others.filter(([, { engines }]) => !semver.subset(ours, engines?.node ?? ''));
  expect(narrower.map(([folder, { engines }]) => `${folder} ${engines?.node}`)).toEqual([]);
});

it('the lock file names no registry', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
