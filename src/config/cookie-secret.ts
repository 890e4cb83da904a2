import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
  if (!existsSync(file)) {
    // Under its own name only once it is whole: a start that breaks off leaves nothing that the next would take for it.
    const unfinished = `${file}.new`;
    writeFileSync(unfinished, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
    renameSync(unfinished, file);
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32)
    throw new Error(`The secret in ${file} is damaged: delete the file to have a new one made.`);
  return secret;
}
