import { copyFileSync, cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { context } from 'esbuild';
import { strictPicker, writeEmoji } from './emoji.mjs';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'dist/public');

/** Compresses the build output once, so that requests need not. */
const finish = {
  name: 'finish',
  setup(/** @type {import('esbuild').PluginBuild} */ build) {
    build.onEnd(({ errors }) => {
      if (errors.length > 0) return;
      for (const icon of ['linger.svg', 'linger-unread.svg'])
        copyFileSync(join(ROOT, 'public/page', icon), join(OUT, icon));
      cpSync(join(ROOT, 'public/icons'), OUT, { recursive: true });
      writeEmoji(OUT);
      for (const name of readdirSync(OUT).filter((one) => !/\.(?:br|gz)$/.test(one))) {
        const path = join(OUT, name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(bytes));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    });
  },
};

/** Bundles `public/` into `dist/public/`: one script and one style sheet a page, what is loaded later, with source maps. `--watch`: again and again. */
const build = await context({
  entryPoints: [
    { in: join(ROOT, 'public/framed-page.ts'), out: 'framed-page' },
    { in: join(ROOT, 'public/plain-page.ts'), out: 'plain-page' },
    { in: join(ROOT, 'public/diagnose-page.ts'), out: 'diagnose-page' },
    { in: join(ROOT, 'public/offline-page.ts'), out: 'offline-page' },
    { in: join(ROOT, 'public/service-worker/service-worker.ts'), out: 'service-worker' },
    { in: join(ROOT, 'public/writing/completion.ts'), out: 'completion' },
    { in: join(ROOT, 'public/writing/emoji-picker.ts'), out: 'emoji-picker' },
    { in: join(ROOT, 'public/writing/preview.ts'), out: 'preview' },
    { in: join(ROOT, 'public/writing/writing.css'), out: 'writing' },
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
  plugins: [strictPicker, finish],
});

if (process.argv.includes('--watch')) await build.watch();
else {
  await build.rebuild();
  await build.dispose();
}
