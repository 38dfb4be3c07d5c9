const PLACE = /Cell (\d+), line (\d+)/;
const COLOUR = /\u001b\[[\d;]*m/g;

/** Where a cell stands on the page now. */
export interface Spot {
  id: string;
  /** Of the cell, from 1. */
  number: number;
  /** The number of its first line: lines run on from cell to cell. */
  firstLine: number;
}

/** The cell that was sent under this number; null when it is gone. */
export type Find = (sentAs: number) => Spot | null;

export interface Traceback {
  /** The innermost place in a cell, its line counted within the cell from 1; null when there is none. */
  at: { spot: Spot; line: number } | null;
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
export function readTraceback(traceback: string[], ename: string, find: Find): Traceback {
  const own = traceback.join('\n').replace(COLOUR, '').split('\n');
  const lines = own.map((line) =>
    line.replace(PLACE, (text, cell: string, at: string) => renumbered(find, cell, at) ?? text),
  );
  const index = own.findLastIndex((line) => PLACE.test(line));
  const next = index < 0 ? undefined : lines[index + 1];
  const [, cell, line] = PLACE.exec(own[index] ?? '') ?? [];
  const spot = cell === undefined ? null : find(Number(cell));
  return {
    at: spot && { spot, line: Number(line) },
    line: next === undefined || next.startsWith(ename) ? null : next,
    full: lines.join('\n'),
    more: lines.length > 3,
  };
}

function renumbered(find: Find, cell: string, line: string): string | null {
  const spot = find(Number(cell));
  return spot && `Cell ${spot.number}, line ${Number(line) + spot.firstLine - 1}`;
}
