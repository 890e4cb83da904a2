import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from './config.js';

/**
 * The secret that signs cookies: `COOKIE_SECRET`, else one generated into `DATA_DIR/cookie-secret` (mode 0600) by the
 * first start and kept from then on.
 */
@Injectable()
export class CookieSecret {
  readonly value: string;

  constructor(config: Config) {
    this.value = config.cookieSecret ?? generatedIn(config.dataDir);
  }
}

function generatedIn(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'cookie-secret');
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32)
    throw new Error(`The secret in ${file} is damaged: delete the file to have a new one made.`);
  return secret;
}
