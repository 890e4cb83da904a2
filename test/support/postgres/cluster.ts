import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { copyBinaries } from './binaries.js';
import { NOBODY, giveToNobody } from './nobody.js';

export interface Cluster {
  /** The program. */
  postgres: string;
  /** The folder of the data. */
  data: string;
}

/** Makes the files of an empty PostgreSQL in a folder, with a superuser `postgres`. */
export async function createCluster(folder: string, password: string): Promise<Cluster> {
  const { initdb, postgres } = copyBinaries(folder);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveToNobody(folder);
  await promisify(execFile)(
    initdb,
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // The password is as long as a key, and checking it must cost nothing.
      '--set=scram_iterations=1',
      '--encoding=UTF8',
      // Text that is not ordered by bytes shows queries that rely on it.
      '--locale-provider=icu',
      '--icu-locale=en-US',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ],
    { ...NOBODY, cwd: folder, env: { LC_ALL: 'C' } },
  );
  return { postgres, data };
}
