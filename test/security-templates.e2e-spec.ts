import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VIEWS_DIR } from '../src/views/templates.js';
import { textIn } from './support/html-text.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp();

describe('X3 template text', () => {
  it.each([
    '{{constructor}}',
    '{{{html}}}',
    '{{> message}}',
    '{{#each this}}{{@key}}{{/each}}',
    '{{lookup this "constructor"}}',
    '{{body}}{{title}}{{csrfToken}}',
    '\\{{name}}',
    '{{!-- gone --}}',
    '${7*7}',
    '<%= 7*7 %>',
    '#{7*7}',
    '$t(app.name)',
    '{{room}} {{name}} {{max}} {{count}}',
  ])('%j is shown as text', async (text) => {
    // What a room cannot be called, stays out of its name.
    const room = text
      .replaceAll(/[,:/\\?#%]/g, '')
      .toLowerCase()
      .trim();
    const visitor = await Visitor.at(server.url);
    expect((await visitor.post('/a/name', { name: text })).status).toBe(200);
    const { html, author } = await visitor.send(text, { room });
    const page = await (await visitor.get(`/room?room=${encodeURIComponent(room)}`)).text();

    expect(textIn(html, '<div class="message-body" dir="auto">')).toBe(text);
    expect(textIn(html, `href="/people/${author.id}"><bdi>`)).toBe(text);
    expect(textIn(page, '<bdi class="me-name">')).toBe(text);
    expect(textIn(page, '<title>')).toContain(room);
    expect(textIn(page, '<h1 class="room-name" dir="auto">')).toBe(room);
    expect(
      textIn(page.replace(/.*id="inbox"/s, '<p>').replace(/aria-label="([^"]*)".*/s, '$1</p>'), '<p>'),
    ).toContain(room);
    expect(page).toContain(html);
  });
});

/** Removes comments and replaces each expression by one character, which leaves plain HTML. */
function skeleton(template: string): string {
  return template
    .replace(/\{\{!--.*?--\}\}|\{\{~?!.*?\}\}/gs, '')
    .replace(/\{\{\{.*?\}\}\}|\{\{.*?\}\}/gs, '¤');
}

const TEMPLATES = readdirSync(VIEWS_DIR, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.hbs'))
  .map((name): [string, string] => [name.replaceAll('\\', '/'), readFileSync(join(VIEWS_DIR, name), 'utf8')]);

/** The lint, as rules that each name what they found. */
function faults(name: string, template: string): string[] {
  const html = skeleton(template);
  const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
  return [
    ...(name === 'pages/room.hbs' ? [] : (template.match(/\{\{~?\{.*?\}~?\}\}/gs) ?? [])),
    ...(template.match(/\{\{~?\s*&.*?\}\}/gs) ?? []),
    ...tags.filter((tag) => /=\s*[^"\s]/.test(tag.replace(/"[^"]*"/g, '""').replaceAll('=""', ''))),
    ...tags.filter((tag) => /\s(?:on\w+|style|srcdoc)\s*=/i.test(tag)),
    ...tags.filter((tag) => /^<script(?![^>]*\ssrc=)|^<(?:style|base|iframe|object|embed)\b/i.test(tag)),
    // An address that is filled in whole could have any scheme.
    ...tags.filter((tag) => /\s(?:src|action|formaction)="¤"/i.test(tag)),
  ];
}

describe('X3 the templates', () => {
  it('are found', () => {
    expect(TEMPLATES.map(([name]) => name)).toContain('partials/message.hbs');
    expect(TEMPLATES.length).toBeGreaterThan(8);
  });

  it.each(TEMPLATES)('%s has no raw value and no unquoted attribute', (name, template) => {
    expect(faults(name, template)).toEqual([]);
  });

  it('insert raw HTML in exactly one place', () => {
    const raw = TEMPLATES.flatMap(([name, template]) =>
      (template.match(/\{\{~?\{.*?\}~?\}\}/gs) ?? []).map((found) => [name, found]),
    );
    expect(raw).toEqual([['pages/room.hbs', '{{~{roomLog}~}}']]);
  });

  it.each([
    '<p>{{{title}}}</p>',
    '<p>{{&title}}</p>',
    '<p>{{~& title}}</p>',
    '<p class={{title}}>',
    '<p class=a>',
    "<p class='{{title}}'>",
    '<p id="a" class={{#if a}}b{{/if}}>',
    '<p onclick="{{title}}">',
    '<p style="color: {{colour}}">',
    '<script>{{title}}</script>',
    '<script type="module">1</script>',
    '<img src="{{title}}">',
    '<form action="{{title}}">',
  ])('would fail this check with %s', (template) => {
    expect(faults('pages/any.hbs', template)).not.toEqual([]);
  });
});
