import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import express, { type RequestHandler } from 'express';

export const ASSETS_PATH = '/assets';

const PUBLIC_DIR = join(import.meta.dirname, '../../public');
const FILE = /^\/([0-9a-f]+)(\/(?:js|css|icons)\/[\w-]+(?:\.[\w-]+)+)$/;

/** The files of `public/`, under a path that changes whenever one of them does, so that browsers may keep them for ever. */
@Injectable()
export class Assets {
  readonly version = hashFolder(PUBLIC_DIR);
  readonly path = `${ASSETS_PATH}/${this.version}`;

  /** To be mounted at ASSETS_PATH. A path of another version gets today's file, not to be kept. */
  handler(): RequestHandler {
    const options = { index: false, redirect: false };
    const keep = express.static(PUBLIC_DIR, { ...options, immutable: true, maxAge: '1y' });
    const revalidate = express.static(PUBLIC_DIR, { ...options, cacheControl: false });
    return (req, res, next) => {
      const [, version, file] = FILE.exec(req.url) ?? [];
      if (file === undefined) return next();
      req.url = file;
      res.setHeader('X-Content-Type-Options', 'nosniff');
      if (version === this.version) return keep(req, res, next);
      res.setHeader('Cache-Control', 'no-cache');
      return revalidate(req, res, next);
    };
  }
}

function hashFolder(dir: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    hash.update(path.slice(dir.length)).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 12);
}
