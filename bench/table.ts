/** A number as it stands in a table; a dash where there is none. */
export function figure(value: number | undefined, digits = 0): string {
  if (value === undefined) return '-';
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * Padded as Prettier pads it, so that a file with it stays as Prettier wants it. Columns without any figure are left out: what
 * this machine cannot tell.
 */
export function table(allHeads: readonly string[], allRows: readonly (readonly string[])[]): string {
  const isTold = allHeads.map((_, column) => allRows.some((row) => row[column] !== '-'));
  const [head = [], ...rows] = [allHeads, ...allRows].map((cells) => cells.filter((_, at) => isTold[at]));
  const widths = head.map((_, column) => {
    return Math.max(3, ...[head, ...rows].map((cells) => columnsOf(cells[column] ?? '')));
  });
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) => {
      const space = ' '.repeat((widths[column] ?? 0) - columnsOf(cell));
      return column === 0 ? cell + space : space + cell;
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map(
    (width, column) => '-'.repeat(width - Number(column > 0)) + (column > 0 ? ':' : ''),
  );
  return [head, rule, ...rows].map(line).join('\n');
}

/** How many columns a text takes where Chinese characters take two. */
function columnsOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffee]/g)?.length ?? 0);
}
