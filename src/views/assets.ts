import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import express, { type RequestHandler } from 'express';

export const ASSETS_PATH = '/assets';

const PUBLIC_DIR = join(import.meta.dirname, '../../public');
const FILE = /^\/([0-9a-f]+)(\/(?:js|css|icons)\/[\w-]+(?:\.[\w-]+)+)$/;
/** Whole lines of comment: a block that begins a line, or a line of its own. */
const COMMENTS = /^[ \t]*(?:\/\*(?:(?!\*\/)[^])*\*\/|\/\/.*)$/gm;

/** The files of `public/`, under a path that changes whenever one of them does, so that browsers may keep them for ever. */
@Injectable()
export class Assets {
  readonly version = hashFolder(PUBLIC_DIR);
  readonly path = `${ASSETS_PATH}/${this.version}`;
  /** Scripts by their paths, as they are sent. */
  readonly #scripts = readScripts();

  /** To be mounted at ASSETS_PATH. A path of another version gets today's file, not to be kept. */
  handler(): RequestHandler {
    const files = express.static(PUBLIC_DIR, { index: false, redirect: false, cacheControl: false });
    return (req, res, next) => {
      const [, version, file] = FILE.exec(req.url) ?? [];
      if (file === undefined) return next();
      req.url = file;
      res.setHeader('X-Content-Type-Options', 'nosniff');
      const keep = version === this.version ? 'public, max-age=31536000, immutable' : 'no-cache';
      res.setHeader('Cache-Control', keep);
      const script = this.#scripts.get(file);
      const isRead = req.method === 'GET' || req.method === 'HEAD';
      if (script !== undefined && isRead) res.type('text/javascript').setHeader('ETag', `"${this.version}"`).send(script);
      else files(req, res, next);
    };
  }
}

/** Comments are for who reads the repository: without them the scripts take two thirds of the way. Lines keep their numbers. */
export function withoutComments(script: string): string {
  return script.replace(COMMENTS, (comment) => comment.replace(/[^\n]+/g, ''));
}

function readScripts(): Map<string, string> {
  const names = readdirSync(join(PUBLIC_DIR, 'js'));
  const read = (name: string): string => readFileSync(join(PUBLIC_DIR, 'js', name), 'utf8');
  return new Map(names.map((name) => [`/js/${name}`, withoutComments(read(name))]));
}

function hashFolder(dir: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    hash.update(path.slice(dir.length)).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 12);
}
