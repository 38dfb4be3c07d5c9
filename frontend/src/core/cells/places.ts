import { isCode, type Cell, type CodeCell } from './state';

/** Why the outputs of a cell may not be what its code would show now. */
export type Staleness = 'edited' | 'above';

/** Where a cell stands among the others. */
export interface Place {
  index: number;
  /** From 1, among the cells of its kind: code cells carry the numbers that errors name. */
  number: number;
  /** Line numbers run on from code cell to code cell. */
  firstLine: number;
  /** A fingerprint of all code above. */
  above: number;
  stale: Staleness | null;
}

const known = new WeakMap<Cell[], Map<string, Place>>();

/** The place of every cell by its id; counted once for each state of the notebook. */
export function placesOf(cells: Cell[]): Map<string, Place> {
  const before = known.get(cells);
  if (before) return before;
  const places = new Map<string, Place>();
  const numbers = { code: 0, markdown: 0, image: 0 };
  let line = 1;
  let above = 0;
  for (const [index, cell] of cells.entries()) {
    numbers[cell.kind] += 1;
    const stale = isCode(cell) ? staleness(cell, above) : null;
    places.set(cell.id, { index, number: numbers[cell.kind], firstLine: line, above, stale });
    if (!isCode(cell)) continue;
    line += lineCount(cell.code);
    above = fingerprint(cell.code.trim(), above);
  }
  known.set(cells, places);
  return places;
}

function staleness({ run, code }: CodeCell, above: number): Staleness | null {
  if (run === null) return null;
  if (run.code !== code) return 'edited';
  return run.above !== null && run.above !== above ? 'above' : null;
}

function lineCount(code: string): number {
  let count = 1;
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** FNV-1a over the text, going on from what came before; an empty text changes nothing. */
function fingerprint(text: string, before: number): number {
  if (text === '') return before;
  let hash = (before ^ 0x811c9dc5) >>> 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
