import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { context } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'dist/public');

/** Compresses the build output once, so that requests need not. */
const finish = {
  name: 'finish',
  setup(/** @type {import('esbuild').PluginBuild} */ build) {
    build.onEnd(({ errors }) => {
      if (errors.length > 0) return;
      copyFileSync(join(ROOT, 'public/page/linger.svg'), join(OUT, 'linger.svg'));
      for (const name of readdirSync(OUT).filter((one) => !/\.(?:br|gz)$/.test(one))) {
        const path = join(OUT, name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(bytes));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    });
  },
};

/** Bundles `public/` into `dist/public/`: one script and one style sheet a page, with source maps. `--watch`: again and again. */
const build = await context({
  entryPoints: [
    { in: join(ROOT, 'public/chat-page.ts'), out: 'chat-page' },
    { in: join(ROOT, 'public/plain-page.ts'), out: 'plain-page' },
    { in: join(ROOT, 'public/style.css'), out: 'style' },
    { in: join(ROOT, 'public/noscript.css'), out: 'noscript' },
  ],
  outdir: OUT,
  bundle: true,
  minify: true,
  sourcemap: true,
  format: 'esm',
  target: 'es2022',
  // The icons of the style sheets are a few hundred bytes each: less than a request for them.
  loader: { '.svg': 'dataurl' },
  logLevel: 'warning',
  plugins: [finish],
});

if (process.argv.includes('--watch')) await build.watch();
else {
  await build.rebuild();
  await build.dispose();
}
