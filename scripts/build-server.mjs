import { copyFileSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
/** What `nest build` makes of `src/`, with the metadata of decorators. */
const COMPILED = join(ROOT, 'dist-src');
const OUT = join(ROOT, 'dist');
/** Its place in `src/` counts: the program starts it by its file. */
const WRITER = 'storage/sqlite/sqlite-writer.worker';

/**
 * Modules may know their place (`import.meta`): in the bundle, where in `dist/` they would be. Classes with decorators keep their names, which
 * stand in logs and in the OpenAPI document: esbuild renames them, or with `keepNames` names each closure whenever it is made.
 */
const modules = {
  name: 'modules',
  setup(/** @type {import('esbuild').PluginBuild} */ bundle) {
    bundle.onLoad({ filter: /[\\/]dist-src[\\/].*\.js$/ }, ({ path }) => {
      const file = relative(COMPILED, path);
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', `(import.meta.dirname + ${JSON.stringify(`/${dirname(file)}`)})`)
        .replaceAll('import.meta.url', `new URL(${JSON.stringify(file)}, import.meta.url)`)
        .replaceAll(
          /^let (\w+) = .*\bclass \1\b.*\{$/gm,
          "$& static { Object.defineProperty(this, 'name', { value: '$1' }); }",
        );
      return { contents };
    });
  },
};

/**
 * Bundles the compiled server and its packages into `dist/`: loading 2,500 files took half of a start (docs/decisions/0039-a-bundled-server.md).
 * Not minified, so that stack traces keep their names.
 */
await build({
  entryPoints: [
    { in: join(COMPILED, 'main.js'), out: 'main' },
    { in: join(COMPILED, `${WRITER}.js`), out: WRITER },
  ],
  outdir: OUT,
  bundle: true,
  splitting: true,
  sourcemap: true,
  format: 'esm',
  platform: 'node',
  // Nest imports packages when it needs them, and what esbuild makes of CommonJS has no names then.
  mainFields: ['module', 'main'],
  target: 'node20.19',
  external: [
    // Native.
    '@node-rs/argon2',
    '@photostructure/sqlite',
    // Comes before all others, whose order esbuild does not keep among the files of a split bundle.
    'reflect-metadata',
    // Asked for, and not there.
    '@fastify/static',
    '@nestjs/microservices',
    '@nestjs/websockets',
    'pg-native',
  ],
  banner: {
    // Packages of CommonJS call `require`.
    js: "import 'reflect-metadata'; const require = process.getBuiltinModule('module').createRequire(import.meta.url);",
  },
  logLevel: 'warning',
  plugins: [modules],
});

for (const file of readdirSync(COMPILED, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.txt')) continue;
  mkdirSync(join(OUT, dirname(file)), { recursive: true });
  copyFileSync(join(COMPILED, file), join(OUT, file));
}
