import type { MarkdownIt, ParserBlock, StateBlock } from 'markdown-it';

type BlockRule = ReturnType<ParserBlock['ruler']['getRules']>[number];

/** What is quoted or listed deeper than this stays text. A quote is one level, a list two. */
const MAX_LEVEL = 8;
/*
 * Lines may be hostile: after a run of spaces, none of these patterns tries a shorter one.
 */
/** The language stands alone behind the backticks; anything else there is the beginning of text. */
const FENCE = /^(`{3,})[ \t]*(?![ \t])([\w+#.-]{0,20})[ \t]*$/;
/** With a space and a text, so that `>_<` and a lone `>` stay as typed. */
const QUOTE = /^(?:>[ \t]*)*>[ \t]+(?=\S)[^>]/;
/** With a text, so that `- - -` and `2.` stay as typed; with at most three digits, so that a year does. */
const ITEM = /^(?:[-*]|\d{1,3}[.)])[ \t]+(?=\S)(?![-*\s]+$)/;

/** A line without its indentation. */
function lineAt(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

/** The rule of markdown-it, for lines that begin as it is meant here. */
function only({ ruler }: ParserBlock, name: string, beginning: RegExp): BlockRule {
  ruler.enableOnly([name]);
  const rule = ruler.getRules('')[0] as BlockRule;
  return (state, start, end, silent) =>
    state.level < MAX_LEVEL && beginning.test(lineAt(state, start)) && rule(state, start, end, silent);
}

/**
 * A quote ends with its last `>`: whoever answers below it does not type an empty line. `paragraph` sees to that too; here it keeps each
 * quote from looking through all that follows.
 */
const endOfQuote: BlockRule = (_state, _start, _end, silent) => silent;

function endBeforeMarks(text: string): number {
  let end = text.length;
  while (text[end - 1] === '`') end--;
  return end;
}

/**
 * Code between lines of backticks, which may also stand behind the last line of the code. Without the second of them, all that follows is
 * code; without code, all is text.
 */
const fence: BlockRule = (state, start, end, silent) => {
  const [, marks = '', language = ''] = FENCE.exec(lineAt(state, start)) ?? [];
  if (!marks) return false;
  const indent = state.sCount[start] ?? 0;
  let line = start + 1;
  let last = '';
  let isClosed = false;
  for (; line < end && !isClosed; line++) {
    if (!state.isEmpty(line) && (state.sCount[line] ?? 0) < state.blkIndent) break;
    const text = state.getLines(line, line + 1, indent, false).trimEnd();
    const before = text.slice(0, endBeforeMarks(text));
    isClosed = text.length - before.length >= marks.length;
    if (isClosed && before.trim()) last = `${before}\n`;
  }
  const code = state.getLines(start + 1, isClosed ? line - 1 : line, indent, true) + last;
  if (code.trim() === '') return false;
  if (silent) return true;
  const token = state.push('fence', 'code', 0);
  Object.assign(token, { info: language, content: code, map: [start, line] });
  state.line = line;
  return true;
};

/** Text up to an empty line or another block, as it was typed. It does not go on in a quote or a list that has ended. */
const paragraph: BlockRule = (state, start, end) => {
  const enders = state.md.block.ruler.getRules('paragraph');
  const { parentType } = state;
  state.parentType = 'paragraph';
  let line = start + 1;
  for (; line < end && !state.isEmpty(line); line++) {
    if ((state.sCount[line] ?? 0) < state.blkIndent || enders.some((ends) => ends(state, line, end, true)))
      break;
  }
  state.parentType = parentType;
  state.line = line;
  state.push('paragraph_open', 'p', 1).map = [start, line];
  const content = state.getLines(start, line, state.blkIndent, false).trimEnd();
  Object.assign(state.push('inline', '', 0), { content, children: [], map: [start, line] });
  state.push('paragraph_close', 'p', -1).map = [start, line];
  return true;
};

/** Code, quotes, lists and paragraphs; nothing else. */
export function useBlockRules({ block }: MarkdownIt): void {
  const { ruler } = block;
  ruler.at('fence', fence, { alt: ['paragraph', 'blockquote', 'list'] });
  ruler.at('blockquote', only(block, 'blockquote', QUOTE), { alt: ['paragraph', 'blockquote', 'list'] });
  ruler.at('list', only(block, 'list', ITEM), { alt: ['paragraph', 'blockquote'] });
  ruler.at('paragraph', paragraph);
  ruler.after('list', 'end-of-quote', endOfQuote, { alt: ['blockquote'] });
  ruler.enableOnly(['fence', 'blockquote', 'list', 'end-of-quote', 'paragraph']);
}
