import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, failureOn, usedFolder } from './support/failed-start.js';
import { killAfterEach } from './support/programs.js';

killAfterEach();

/** Each starts the program, some twice. */
const TIMEOUT_MS = 120_000;

/** Permissions do not hold root back, unless it gives up its privileges (util-linux). */
const UNPRIVILEGED = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : [];

const OF_ANOTHER_USER =
  /this user may not read or write there\. Change its owner to the user who runs Linger/;

describe('a folder that this user may not use', () => {
  it.each([
    ['that may not be written', ''],
    ['below one that may not be written', 'data'],
  ])('is reported with the path: one %s', { timeout: TIMEOUT_MS }, async (_, below) => {
    const folder = emptyFolder();
    chmodSync(folder, 0o500);
    const said = await failureOn(join(folder, below), {}, UNPRIVILEGED);
    expect(said).toContain(join(folder, below));
    expect(said).toMatch(OF_ANOTHER_USER);
  });

  it.each(['cookie-secret', 'linger.db', 'lock.db'])(
    'is reported with the path if its %s may not be read',
    { timeout: TIMEOUT_MS },
    async (name) => {
      const dataDir = await usedFolder();
      chmodSync(join(dataDir, name), 0);
      const said = await failureOn(dataDir, {}, UNPRIVILEGED);
      expect(said).toContain(join(dataDir, name));
      expect(said).toMatch(OF_ANOTHER_USER);
    },
  );

  it.runIf(process.platform === 'linux').each(['/proc/linger', '/proc/linger/data', '/proc/self/linger'])(
    'is reported at once if it cannot be created, as at %s',
    { timeout: TIMEOUT_MS },
    async (dataDir) => {
      expect(await failureOn(dataDir)).toMatch(/it does not exist and cannot be created.*\(ENOENT\)/);
    },
  );
});
