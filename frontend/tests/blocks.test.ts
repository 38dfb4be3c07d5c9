import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { Blocks } from '../src/core/cells/blocks';
import { notebook, type Action } from '../src/core/cells/notebook';
import type { Runs } from '../src/core/cells/runs';
import { newCell, sent, sourceOf, type Cell } from '../src/core/cells/state';
import { emptyNotebook } from '../src/core/library/migration';
import type { Page } from '../src/core/store';

/** Blocks over a page with these cells; runs only take cells away and bring them back. */
function page(...cells: Cell[]) {
  const store = createStore<Page>(
    () => ({ notebook: { ...emptyNotebook(), cells }, editing: [], deleted: [] }) as unknown as Page,
  );
  const dispatch = (action: Action) => store.setState((state) => ({ notebook: notebook(state.notebook, action) }));
  const runs = {
    stop: () => Promise.resolve(),
    remove: (id: string) => dispatch({ type: 'cellDeleted', id }),
    restore: (index: number, cell: Cell) => dispatch({ type: 'cellAdded', index, cell }),
  } as unknown as Runs;
  const now = () => store.getState().notebook.cells;
  return { blocks: new Blocks(store, runs, dispatch), store, now, said: () => now().map(sourceOf) };
}

const abc = () => page(newCell('a', '1'), newCell('b', '2'), newCell('c', '3'));

it('adds above and below, and opens a new text for writing', () => {
  const { blocks, now, store } = abc();
  const text = blocks.addBeside('b', 'below', 'markdown');
  blocks.addBeside('b', 'above');
  expect(now().map((cell) => cell.kind)).toEqual(['code', 'code', 'code', 'markdown', 'code']);
  expect(store.getState().editing).toEqual([text]);
});

it('brings back what was deleted, the last first, each to its place', () => {
  const { blocks, said } = abc();
  expect(blocks.remove('b')).toBe('c');
  expect(blocks.remove('c')).toBe('a');
  expect(said()).toEqual(['1']);
  expect([blocks.undelete(), blocks.undelete(), blocks.undelete()]).toEqual(['c', 'b', null]);
  expect(said()).toEqual(['1', '2', '3']);
});

it('a cell that was turned into text by mistake comes back with its run', () => {
  const ran = { ...newCell('a', '1'), run: sent('1', 'k') };
  const { blocks, now } = page(ran, newCell('b', '2'));
  blocks.turn('a', 'markdown');
  expect(now()[0]).toMatchObject({ kind: 'markdown', text: '1' });
  blocks.undelete();
  expect(now()).toEqual([ran, newCell('b', '2')]);
});

it('duplicates a cell without what it ran', () => {
  const { blocks, now } = page({ ...newCell('a', '1'), run: sent('1', 'k') });
  const copy = blocks.duplicate('a');
  expect(now()[1]).toEqual(newCell(copy ?? '', '1'));
});
