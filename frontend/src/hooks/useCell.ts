import type { Cell } from '../core/cells/state';
import { placesOf, type Place } from '../core/cells/places';
import { usePage } from './useCellhive';

const NOWHERE: Place = { index: 0, number: 0, firstLine: 1, above: 0, stale: null };

/** One cell; undefined when it was just deleted. Renders again when this cell changes, whatever the others do. */
export function useCell(id: string): Cell | undefined {
  return usePage(({ notebook }) => notebook.cells[placesOf(notebook.cells).get(id)?.index ?? -1]);
}

/** One thing about where a cell stands. */
export function usePlace<K extends keyof Place>(id: string, what: K): Place[K] {
  return usePage(({ notebook }) => (placesOf(notebook.cells).get(id) ?? NOWHERE)[what]);
}
