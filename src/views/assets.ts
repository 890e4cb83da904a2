import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { RequestHandler } from 'express';

export const ASSETS_PATH = '/assets';

/** The output of `npm run build` for `public/`. */
const BUILT_DIR = join(import.meta.dirname, '../../dist/public');
const PATH = /^\/([0-9a-f]+)\/([\w.-]+)$/;
/** Content encodings, smallest first, and the suffixes of their files. */
const ENCODINGS = new Map([
  ['br', '.br'],
  ['gzip', '.gz'],
  ['identity', ''],
]);

interface Asset {
  /** Hash of the content. It is part of the address, so browsers may cache the file for ever. */
  hash: string;
  /** By content encoding. */
  bytes: Map<string, Buffer>;
}

/** The scripts, styles and icons of the pages, held in memory as they are sent. */
@Injectable()
export class Assets {
  readonly #assets = readAssets();
  /** By file name, the part of the address after `/assets/`. Templates write the prefix themselves. */
  readonly paths = Object.fromEntries([...this.#assets].map(([name, { hash }]) => [name, `${hash}/${name}`]));

  /** The content of a script, for who sends it with something before it. */
  text(name: string): string {
    return this.#assets.get(name)?.bytes.get('identity')?.toString() ?? '';
  }

  /** Mount at ASSETS_PATH. An address with another hash gets the present file, which must not be cached. */
  handler(): RequestHandler {
    return (req, res, next) => {
      const [, hash, name = ''] = PATH.exec(req.path) ?? [];
      const asset = this.#assets.get(name);
      if (asset === undefined || (req.method !== 'GET' && req.method !== 'HEAD')) return next();
      // Asked one by one: for a list, Express picks the client's first.
      const encoding = [...ENCODINGS.keys()].find((one) => req.acceptsEncodings(one)) ?? 'identity';
      if (encoding !== 'identity') res.setHeader('Content-Encoding', encoding);
      res.setHeader('X-Content-Type-Options', 'nosniff');
      res.setHeader('Cache-Control', hash === asset.hash ? 'public, max-age=31536000, immutable' : 'no-cache');
      res.setHeader('ETag', `"${asset.hash}-${encoding}"`);
      res.vary('Accept-Encoding').type(extname(name)).send(asset.bytes.get(encoding));
    };
  }
}

function readAssets(): Map<string, Asset> {
  const names = readdirSync(BUILT_DIR).filter((name) => !/\.(?:br|gz)$/.test(name));
  return new Map(names.map((name) => [name, readAsset(name)]));
}

function readAsset(name: string): Asset {
  const read = (extension: string): Buffer => readFileSync(join(BUILT_DIR, name + extension));
  return {
    hash: createHash('sha256').update(read('')).digest('hex').slice(0, 12),
    bytes: new Map([...ENCODINGS].map(([encoding, extension]) => [encoding, read(extension)])),
  };
}
