import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const VIEWS = join(import.meta.dirname, '../../views');
const files = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.hbs'),
);
const sources = new Map(
  files.map((file) => [file, withoutComments(readFileSync(join(VIEWS, file), 'utf8'))]),
);

function withoutComments(source: string): string {
  return source.replace(/\{\{~?!--.*?--~?\}\}/gs, '');
}

/** The files in which something is found, once for each time. */
function where(pattern: RegExp): string[] {
  return [...sources].flatMap(([file, source]) =>
    [...source.matchAll(pattern)].map(() => file.replaceAll('\\', '/')),
  );
}

describe('the views', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThan(8);
  });

  it('take HTML as it is in one place only', () => {
    expect(where(/\{\{~?\{|\{\{~?&/g)).toEqual(['partials/message-list.hbs']);
  });

  it('quote every attribute', () => {
    const unquoted = [...sources].filter(([, source]) => {
      const bare = source.replace(/\{\{.*?\}\}/gs, '{}').replace(/"[^"]*"/g, '""');
      return /<[^>]*=(?!"")/.test(bare);
    });
    expect(unquoted.map(([file]) => file)).toEqual([]);
  });

  it('hold no script, style or handler of their own', () => {
    expect(where(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/gi)).toEqual([]);
  });

  it('call no partial alone on its line: Handlebars would indent what people wrote', () => {
    expect(where(/^[ \t]*\{\{>[^}]*\}\}[ \t]*$/gm)).toEqual([]);
  });
});
