import type { JobStatus } from '../api/types';
import { placesOf } from './places';
import type { Cell, Run } from './state';

export interface OutlineEntry {
  cell: string;
  /** Which heading of its cell, from 0. */
  heading: number;
  label: string;
  /** 1 to 6 for headings; 0 for code. */
  depth: number;
  number: number | null;
  status: JobStatus | Run['status'] | null;
}

/** The headings of the texts, and the code cells between them. */
export function outlineOf(cells: Cell[]): OutlineEntry[] {
  const places = placesOf(cells);
  return cells.flatMap((cell): OutlineEntry[] => {
    if (cell.kind === 'markdown') {
      return headings(cell.text).map(({ label, depth }, heading) => ({
        cell: cell.id,
        heading,
        label,
        depth,
        number: null,
        status: null,
      }));
    }
    if (cell.kind === 'image') return [];
    const label = cell.code.split('\n').find((line) => line.trim() !== '');
    if (label === undefined) return [];
    const number = places.get(cell.id)?.number ?? null;
    const status = cell.run?.status ?? null;
    return [{ cell: cell.id, heading: 0, label: label.trim().replace(/^# ?/, ''), depth: 0, number, status }];
  });
}

function headings(text: string): { label: string; depth: number }[] {
  const bare = text.replace(/^(```|~~~)[^]*?(^\1|$(?![^]))/gm, '');
  return [...bare.matchAll(/^(#{1,6}) +(.+?)(?: +#+)?$/gm)].map(([, marks = '', label = '']) => ({
    depth: marks.length,
    label: label.replace(/[*_`]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'),
  }));
}
