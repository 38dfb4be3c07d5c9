import type { Cell, Notebook } from '../cells/state';
import { newCell, sent } from '../cells/state';
import { exampleCells } from '../examples/gallery';
import { newId } from '../ids';
import { t } from '../words';

const OLD_KEY = 'cellhive.notebook.1';

export function emptyNotebook(title: string = t('page.untitled')): Notebook {
  return {
    title,
    runtime: 'base',
    size: 'medium',
    cells: [newCell(newId())],
    files: [],
    sessionId: null,
    alone: false,
  };
}

/** What a first visit shows. */
export function firstNotebook(): Notebook {
  return { ...emptyNotebook(), cells: exampleCells('welcome') };
}

/** The notebook that an earlier page kept in localStorage; null when there is none that can be read. */
export function takeOld(storage: Pick<Storage, 'getItem'>): Notebook | null {
  try {
    const kept = JSON.parse(storage.getItem(OLD_KEY) ?? 'null') as (Omit<Notebook, 'cells'> & { cells: Cell[] }) | null;
    if (!kept || !Array.isArray(kept.cells)) return null;
    const cells = kept.cells.map((cell) => ({ ...newCell(cell.id), ...cell }) as Cell);
    return { ...emptyNotebook(), ...kept, cells };
  } catch {
    return null;
  }
}

/** A notebook that an earlier page kept, with what has come to runs since. */
export function upToDate(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.kind === 'code' && cell.run ? { ...cell, run: { ...sent('', ''), ...cell.run } } : cell,
  );
  return { ...emptyNotebook(), ...notebook, cells };
}

export function forgetOld(storage: Pick<Storage, 'removeItem'>): void {
  storage.removeItem(OLD_KEY);
}
