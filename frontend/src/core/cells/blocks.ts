import type { StoreApi } from 'zustand/vanilla';
import { newId } from '../ids';
import type { Page } from '../store';
import type { Action } from './notebook';
import type { Runs } from './runs';
import { newCell, newImage, newText, type Cell } from './state';

export interface Deleted {
  index: number;
  cell: Cell;
}

const UNDO_MOST = 20;

/** What a student does with whole blocks. Keeps deleted ones for a while, to bring them back. */
export class Blocks {
  constructor(
    private readonly store: StoreApi<Page>,
    private readonly runs: Runs,
    private readonly dispatch: (action: Action) => void,
  ) {}

  /** A new block at this place, selected; its id. A text opens for writing. */
  add(kind: Cell['kind'], index: number): string {
    const id = newId();
    const cell = { code: newCell, markdown: newText, image: newImage }[kind](id);
    // why first: it is drawn for the keyboard at once.
    this.store.setState({ selected: id });
    this.dispatch({ type: 'cellAdded', index, cell });
    if (kind === 'markdown') this.edit(id, true);
    return id;
  }

  addBeside(id: string, where: 'above' | 'below', kind: Cell['kind'] = 'code'): string {
    return this.add(kind, this.index(id) + (where === 'below' ? 1 : 0));
  }

  /** Returns the block that is now in its place, or the one before it. */
  remove(id: string): string | null {
    const index = this.index(id);
    const cell = this.cells()[index];
    if (!cell) return null;
    this.runs.remove(id);
    this.remember(index, cell);
    return (this.cells()[index] ?? this.cells()[index - 1])?.id ?? null;
  }

  /** Brings back the block with this id, or the one that was deleted or turned last. */
  undelete(id?: string): string | null {
    const { deleted } = this.store.getState();
    const back = deleted.findLast((one) => id === undefined || one.cell.id === id);
    if (!back) return null;
    this.store.setState({ deleted: deleted.filter((one) => one !== back) });
    if (this.index(back.cell.id) >= 0) this.runs.remove(back.cell.id);
    this.runs.restore(back.index, back.cell);
    return back.cell.id;
  }

  duplicate(id: string): string | null {
    const cell = this.cells()[this.index(id)];
    if (!cell) return null;
    const copy = newId();
    const own = cell.kind === 'code' ? { ...cell, run: null, skipped: false } : cell;
    this.dispatch({ type: 'cellAdded', index: this.index(id) + 1, cell: { ...own, id: copy } });
    return copy;
  }

  /** Code becomes text or the other way round; what the code ran is stopped, and comes back with undelete. */
  turn(id: string, kind: 'code' | 'markdown'): void {
    const index = this.index(id);
    const cell = this.cells()[index];
    if (!cell || cell.kind === kind || cell.kind === 'image') return;
    if (cell.kind === 'code') void this.runs.stop(id);
    this.remember(index, cell);
    this.dispatch({ type: 'cellTurned', id, kind });
  }

  /** Opens a text for writing, or shows it as it reads. */
  edit(id: string, editing: boolean): void {
    this.store.setState((page) => ({
      editing: editing ? [...page.editing.filter((one) => one !== id), id] : page.editing.filter((one) => one !== id),
    }));
  }

  /** The block that many places away; null past the ends. */
  neighbour(id: string, by: -1 | 1): string | null {
    return this.cells()[this.index(id) + by]?.id ?? null;
  }

  private remember(index: number, cell: Cell): void {
    this.store.setState(({ deleted }) => ({ deleted: [...deleted.slice(1 - UNDO_MOST), { index, cell }] }));
  }

  private cells(): Cell[] {
    return this.store.getState().notebook.cells;
  }

  private index(id: string): number {
    return this.cells().findIndex((cell) => cell.id === id);
  }
}
