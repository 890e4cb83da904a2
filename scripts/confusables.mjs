// Writes src/accounts/confusables.txt from the table of UTS #39: node scripts/confusables.mjs confusables.txt
// The table: https://www.unicode.org/Public/security/latest/confusables.txt
import { readFileSync, writeFileSync } from 'node:fs';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the file.');
const table = readFileSync(file, 'utf8');
const version = /^# Version: (\S+)/m.exec(table)?.[1];
const lines = [...table.matchAll(/^([0-9A-F]{4,6})\s*;\s*([0-9A-F ]+?)\s*;/gm)];
if (version === undefined || lines.length < 1000) throw new Error('That is not the table.');

/** @param {string} points */
const toText = (points) => String.fromCodePoint(...points.split(' ').map((point) => parseInt(point, 16)));
/** @param {string} text */
const toHex = (text) => Array.from(text, (char) => (char.codePointAt(0) ?? 0).toString(16)).join(' ');

/**
 * By what they look like. Texts are normalised (NFKC, then NFD) before they are looked up: what that changes is left out.
 *
 * @type {Map<string, string[]>}
 */
const alike = new Map();
for (const [, source = '', target = ''] of lines) {
  const char = toText(source);
  if (char.normalize('NFKC').normalize('NFD') !== char) continue;
  const key = toHex(toText(target).normalize('NFD'));
  alike.set(key, [...(alike.get(key) ?? []), toHex(char)]);
}

const rows = [...alike].map(([target, sources]) => `${target}=${sources.join(',')}`);
writeFileSync(
  new URL('../src/accounts/confusables.txt', import.meta.url),
  `# Characters that look alike: version ${version} of the table of Unicode Technical Standard 39,
# https://www.unicode.org/Public/security/${version}/confusables.txt, but for what normalisation changes anyway.
# © Unicode, Inc., under the Unicode License, https://www.unicode.org/license.txt. Written by scripts/confusables.mjs.
#
# One line for each target (code points in hexadecimal): target=source,source
${rows.join('\n')}
`,
);
