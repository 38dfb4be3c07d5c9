import { useMemo } from 'react';
import { focusCell } from '../components/focus';
import type { CommandId } from '../core/commands';
import { runOf } from '../core/cells/state';
import { emptyNotebook } from '../core/library/migration';
import type { Cellhive, Page } from '../core/store';
import { toast } from './toast';
import type { Perform } from './useCommands';
import { useCellhive } from './useCellhive';
import { useWords } from './useWords';
import { saveAs, type Format } from './saveAs';

type Words = ReturnType<typeof useWords>;

/** Commands around the notebook that a tab which only looks on cannot give. */
const WRITING = new Set<CommandId>(['runAll', 'undelete', 'restart', 'restartAndRunAll']);

/** Commands over the page: what each does, where the focus goes, and what a toast says. */
export function usePerform(toggleTheme: () => void, openFile: () => void): Perform {
  const cellhive = useCellhive();
  const t = useWords();
  return useMemo(() => {
    const perform: Perform = (command, cell) => {
      const { selected, notebook, holder } = cellhive.store.getState();
      const known = notebook.cells.some((one) => one.id === selected);
      const id = cell ?? (known ? selected : notebook.cells[0]?.id) ?? null;
      if (holder !== 'here' && WRITING.has(command)) return;
      if (aroundNotebook(cellhive, t, command, toggleTheme, openFile)) return;
      if (holder === 'here' && id !== null) ofCell(cellhive, t, command, id);
    };
    return perform;
  }, [cellhive, t, toggleTheme, openFile]);
}

/** Commands that need no cell; true when this was one. */
function aroundNotebook(
  cellhive: Cellhive,
  t: Words,
  command: CommandId,
  theme: () => void,
  open: () => void,
): boolean {
  const { runs, show, shelf, blocks, store } = cellhive;
  const download = (format: Format) => void saveAs(format, store.getState(), shelf);
  const acts: Partial<Record<CommandId, () => void>> = {
    showPalette: () => show({ dialog: 'palette' }),
    showKeys: () => show({ dialog: 'keys' }),
    runAll: () => void runs.runAll(),
    stopAll: () => void runs.stopEverything(),
    restart: () => void restart(cellhive, t),
    restartAndRunAll: () => void restart(cellhive, t).then(() => runs.runAll()),
    print: () => show({ printing: true }),
    newNotebook: () => void shelf?.create(emptyNotebook()),
    open,
    share: () => show({ dialog: 'share' }),
    ipynb: () => download('ipynb'),
    pyPercent: () => download('pyPercent'),
    pyPlain: () => download('pyPlain'),
    theme,
    files: () => show({ panel: 'files' }),
    variables: () => show({ panel: 'variables' }),
    outline: () => show({ panel: 'outline' }),
    examples: () => show({ panel: 'examples' }),
    history: () => show({ panel: 'history' }),
    help: () => show({ panel: 'help' }),
    undelete: () => focusCell(blocks.undelete()),
  };
  acts[command]?.();
  return command in acts;
}

/** What runs is stopped first, so that nothing of it is left behind. */
async function restart({ runs, session }: Cellhive, t: Words): Promise<void> {
  await runs.stopEverything();
  await session.restart();
  toast(t('session.restarted'));
}

async function rewind({ runs, session }: Cellhive, id: string, executionCount: number): Promise<void> {
  if (await session.rewind(executionCount)) await runs.run(id);
}

function ofCell(cellhive: Cellhive, t: Words, command: CommandId, id: string): void {
  const { store, runs, blocks, dispatch } = cellhive;
  const cell = store.getState().notebook.cells.find((one) => one.id === id);
  if (!cell) return;
  const writing = document.activeElement?.closest('.cm-content') != null;
  const go = (to: string | null) => focusCell(to, writing && isWritable(store.getState(), to) ? 'editor' : 'cell');
  switch (command) {
    case 'run':
      return cell.kind === 'code' ? void runs.run(id) : finish(blocks, id);
    case 'runAndGoOn': {
      if (cell.kind === 'code') void runs.run(id);
      else blocks.edit(id, false);
      const next = blocks.neighbour(id, 1);
      return next === null ? focusCell(blocks.addBeside(id, 'below'), 'editor') : go(next);
    }
    case 'rewind': {
      const count = runOf(cell)?.executionCount ?? null;
      return count === null ? undefined : void rewind(cellhive, id, count);
    }
    case 'runFromHere':
      return void runs.runAll(id);
    case 'leave':
      return finish(blocks, id);
    case 'edit':
      if (cell.collapsed) dispatch({ type: 'cellCollapsed', id, collapsed: false });
      if (cell.kind === 'markdown') blocks.edit(id, true);
      return focusCell(id, cell.kind === 'image' ? 'cell' : 'editor');
    case 'previous':
    case 'next':
      return go(blocks.neighbour(id, command === 'next' ? 1 : -1));
    case 'addAbove':
    case 'addBelow':
      return focusCell(blocks.addBeside(id, command === 'addAbove' ? 'above' : 'below'));
    case 'addText':
      return focusCell(blocks.addBeside(id, 'below', 'markdown'), 'editor');
    case 'addImage':
      return focusCell(blocks.addBeside(id, 'below', 'image'));
    case 'delete':
      return remove(blocks, t, id, nameOf(id));
    case 'duplicate':
      return focusCell(blocks.duplicate(id));
    case 'toText':
    case 'toCode':
      blocks.turn(id, command === 'toText' ? 'markdown' : 'code');
      return focusCell(id);
    case 'moveUp':
    case 'moveDown':
      dispatch({ type: 'cellMoved', id, by: command === 'moveUp' ? -1 : 1 });
      return focusCell(id);
    case 'fold':
      return dispatch({ type: 'cellCollapsed', id, collapsed: !cell.collapsed });
    default:
  }
}

/** Whether the cell shows an editor now. */
function isWritable({ notebook, editing }: Page, id: string | null): boolean {
  const cell = notebook.cells.find((one) => one.id === id);
  return cell !== undefined && !cell.collapsed && (cell.kind === 'code' || editing.includes(cell.id));
}

function finish(blocks: Cellhive['blocks'], id: string): void {
  blocks.edit(id, false);
  focusCell(id);
}

/** How the page calls the block: "Cell 3". */
function nameOf(id: string): string {
  return document.getElementById(`cell-${id}`)?.getAttribute('aria-label') ?? '';
}

function remove(blocks: Cellhive['blocks'], t: Words, id: string, name: string): void {
  focusCell(blocks.remove(id));
  toast(t('block.deleted', { name }), {
    action: { label: t('page.undo'), onClick: () => focusCell(blocks.undelete(id)) },
  });
}
