import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const above = fileURLToPath(new URL('..', import.meta.url));

/** The folder that holds package.json. Compiled, this file is dist-bench/bench/root.js. */
export const ROOT = basename(above) === 'dist-bench' ? dirname(above) : above;
