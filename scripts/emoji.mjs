import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** Newer emoji are empty boxes on many devices (`public/writing/emoji-picker.ts`). */
const NEWEST_VERSION = 14;

/** By the language of a page. */
const DATA = new Map([
  ['en', 'emoji-picker-element-data/en/emojibase/data.json'],
  ['zh-CN', 'emoji-picker-element-data/zh/emojibase/data.json'],
]);

/**
 * Lets emoji-picker-element run under a policy that forbids inline styles: its style sheet is a constructed one, and it sets styles of
 * elements as properties, not as attributes.
 */
const STRICT = [
  [
    `const style = document.createElement('style');
    style.textContent = baseStyles + EXTRA_STYLES;
    this.shadowRoot.appendChild(style);`,
    `const style = new CSSStyleSheet();
    style.replaceSync(baseStyles + EXTRA_STYLES);
    this.shadowRoot.adoptedStyleSheets = [style];`,
  ],
  [
    'targetNode.setAttribute(attributeName, newValue);',
    `if (attributeName === 'style') targetNode.style.cssText = newValue;
        else targetNode.setAttribute(attributeName, newValue);`,
  ],
];

/** A plugin of esbuild. The build fails if a new version of the picker has other code at these places. */
export const strictPicker = {
  name: 'strict-picker',
  setup(/** @type {import('esbuild').PluginBuild} */ build) {
    build.onLoad({ filter: /emoji-picker-element[\\/]picker\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const [before = '', after = ''] of STRICT) {
        if (contents.split(before).length !== 2) throw new Error(`${path} has no single: ${before}`);
        contents = contents.replace(before, () => after);
      }
      return { contents };
    });
  },
};

/** Writes the emoji of each language, as the picker and the completion read them. English short names work in all languages. */
export function writeEmoji(/** @type {string} */ folder) {
  const english = new Map(read('en').map(({ emoji, shortcodes }) => [emoji, shortcodes]));
  for (const language of DATA.keys()) {
    const all = read(language).filter(({ version }) => version <= NEWEST_VERSION);
    const data = all.map(({ emoji, annotation, group, tags, skins, version }) => ({
      unicode: emoji,
      annotation,
      group,
      shortcodes: english.get(emoji),
      tags,
      skins: skins?.map((skin) => ({ tone: skin.tone, unicode: skin.emoji, version: skin.version })),
      version,
    }));
    writeFileSync(join(folder, `emoji-${language}.json`), JSON.stringify(data));
  }
}

/**
 * @typedef {{ emoji: string, version: number, tone: number }} Skin
 * @typedef {{ emoji: string, annotation: string, group: number, shortcodes?: string[], tags?: string[], skins?: Skin[], version: number }} Emoji
 */

/** @returns {Emoji[]} */
function read(/** @type {string} */ language) {
  return JSON.parse(readFileSync(require.resolve(DATA.get(language) ?? ''), 'utf8'));
}
