import { whenIdle } from '../hooks/whenIdle';

const LATER = [
  () => import('./ui/DropDown'),
  () => import('./cells/CellItems'),
  () => import('./header/RuntimeChoices'),
  () => import('./header/MoreItems'),
  () => import('./header/NotebookList'),
  () => import('./dialogs/Palette'),
  () => import('./cells/TextTools'),
  () => import('./editor/TextEditor'),
  () => import('./panels/VariablesPanel'),
  () => import('./panels/OutlinePanel'),
  () => import('./panels/HistoryPanel'),
];

/** Brings what opens with a press before it is pressed, one by one: it opens at once then, and also without a network. */
export async function loadTheRest(): Promise<void> {
  for (const load of LATER) {
    await whenIdle();
    // why: without a network it comes with the press, or not at all; the guard around it says so.
    await load().catch(() => undefined);
  }
}
