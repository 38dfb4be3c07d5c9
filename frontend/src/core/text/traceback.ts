const PLACE = /Cell \d+, line (\d+)/;
const COLOUR = /\u001b\[[\d;]*m/g;

export interface Traceback {
  /** "Cell 6, line 14"; null when the error has no place in the cell. */
  place: string | null;
  /** The line of code there. */
  line: string | null;
  /** Everything, in plain text. */
  full: string;
  /** Whether `full` says more than the rest. */
  more: boolean;
}

/**
 * What an error's traceback says, in the numbers that the page shows: cells may have moved since, and line numbers run on
 * from cell to cell, while a program counts the lines of its own cell.
 */
export function readTraceback(traceback: string[], ename: string, cell: number, firstLine: number): Traceback {
  const lines = traceback
    .join('\n')
    .replace(COLOUR, '')
    .split('\n')
    .map((line) => line.replace(PLACE, (_, own: string) => `Cell ${cell}, line ${Number(own) + firstLine - 1}`));
  const at = lines.findLastIndex((line) => PLACE.test(line));
  const next = at < 0 ? undefined : lines[at + 1];
  return {
    place: PLACE.exec(lines[at] ?? '')?.[0] ?? null,
    line: next === undefined || next.startsWith(ename) ? null : next,
    full: lines.join('\n'),
    more: lines.length > 3,
  };
}
