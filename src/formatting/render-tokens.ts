import type { Token } from 'markdown-it';
import { highlighted } from './highlighting.js';
import { escape, linkTo } from './linkify.js';

/** Of one message; more is shown without colours. Some languages take a millisecond for some hundred hostile characters. */
const MAX_HIGHLIGHTED = 2000;
/** Marks that are nested deeper are shown as typed. */
const MAX_DEPTH = 8;

/** The HTML of a message whose text has marks. */
export function renderTokens(tokens: readonly Token[]): string {
  let left = MAX_HIGHLIGHTED;
  const render = (token: Token, next: Token | undefined): string => {
    switch (token.type) {
      case 'inline':
        return renderInline(token.children ?? []);
      case 'paragraph_close':
        return breaksBetween(token, next);
      case 'fence': {
        left -= token.content.length;
        return codeBlock(token, left >= 0);
      }
      case 'ordered_list_open':
        return `<ol${token.attrs ? ` start="${Number(token.attrGet('start'))}"` : ''}>`;
      case 'paragraph_open':
        return '';
      default:
        return token.nesting === 1 ? `<${token.tag}>` : `</${token.tag}>`;
    }
  };
  return tokens.map((token, i) => render(token, tokens[i + 1])).join('');
}

/** Paragraphs stand as far apart as typed; a line ends before everything else. */
function breaksBetween({ map }: Token, next: Token | undefined): string {
  if (!next) return '';
  const isText = next.type === 'paragraph_open';
  return '\n'.repeat(isText && map && next.map ? next.map[0] - map[1] + 1 : 1);
}

function codeBlock({ content, info }: Token, isShort: boolean): string {
  const language = info ? ` data-language="${escape(info)}"` : '';
  const code = (isShort ? highlighted(content, info) : undefined) ?? escape(content);
  return `<pre${language} dir="ltr"><code tabindex="0">${code}</code></pre>`;
}

function renderInline(tokens: readonly Token[]): string {
  let depth = 0;
  const mark = ({ nesting, tag, markup }: Token): string => {
    const isDeep = (nesting === 1 ? ++depth : depth--) > MAX_DEPTH;
    if (isDeep) return escape(markup);
    return nesting === 1 ? `<${tag}>` : `</${tag}>`;
  };
  return tokens
    .map((token) => {
      if (token.type === 'text') return escape(token.content);
      if (token.type === 'code_inline') return `<code>${escape(token.content)}</code>`;
      if (token.type === 'link_close') return '</a>';
      return token.type === 'link_open' ? linkTo(String(token.attrGet('href'))) : mark(token);
    })
    .join('');
}
