import { hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from './config.js';
import { folderError, prepareDataFolder } from './data-folder.js';
import { ConfigError } from './load-config.js';

/**
 * The secret that signs cookies: `COOKIE_SECRET`, else one that the first start generates and keeps in `DATA_DIR/cookie-secret` (mode
 * 0600). Throws ConfigError if that file cannot be used or is damaged.
 */
@Injectable()
export class CookieSecret {
  readonly value: string;

  constructor(config: Config) {
    this.value = config.cookieSecret ?? generatedIn(config.dataDir);
  }

  /** Tells secrets apart without revealing them. */
  get tag(): string {
    return Buffer.from(hkdfSync('sha256', this.value, '', 'installation', 16)).toString('base64url');
  }
}

function generatedIn(dataDir: string): string {
  prepareDataFolder(dataDir);
  const file = join(dataDir, 'cookie-secret');
  const secret = kept(dataDir, file).trim();
  if (secret.length < 32 || secret.includes('\0'))
    throw new ConfigError([
      `DATA_DIR: The secret in ${resolve(file)} is damaged. Restore the file from a backup, or delete it to generate a new one, which signs everyone out.`,
    ]);
  return secret;
}

function kept(dataDir: string, file: string): string {
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    // On a full disk, opening makes an empty file, which later starts would call damaged.
    if (syscall !== 'open') rmSync(file);
    if (code !== 'EEXIST') throw folderError(dataDir, error, file);
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw folderError(dataDir, error, file);
  }
}
