import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { indentUnit } from '@codemirror/language';
import { Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

export interface EditorHandlers {
  onEdit: (source: string) => void;
  onRun: () => void;
  onRunAndGoOn: () => void;
  /** Esc: the cell is selected. */
  onLeave: () => void;
  /** An arrow past the first or last line. */
  onGo: (by: -1 | 1) => void;
  onCursor: (line: number, column: number) => void;
}

/** What every editor of a cell has. `handlers` is asked anew at each event. */
export function base(handlers: () => EditorHandlers, indent: string): Extension {
  const then = (act: (handlers: EditorHandlers) => void) => () => {
    act(handlers());
    return true;
  };
  return [
    Prec.highest(
      keymap.of([
        { key: 'Mod-Enter', run: then((one) => one.onRun()) },
        { key: 'Shift-Enter', run: then((one) => one.onRunAndGoOn()) },
      ]),
    ),
    history(),
    indentUnit.of(indent),
    closeBrackets(),
    EditorView.lineWrapping,
    keymap.of([
      { key: 'ArrowUp', run: (view) => past(view, -1) && then((one) => one.onGo(-1))() },
      { key: 'ArrowDown', run: (view) => past(view, 1) && then((one) => one.onGo(1))() },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      indentWithTab,
      { key: 'Escape', run: then((one) => one.onLeave()) },
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) handlers().onEdit(update.state.doc.toString());
      if (update.view.hasFocus && (update.selectionSet || update.focusChanged || update.docChanged)) {
        const { head } = update.state.selection.main;
        const line = update.state.doc.lineAt(head);
        handlers().onCursor(line.number, head - line.from + 1);
      }
    }),
  ];
}

/** Whether an arrow in this direction would leave the text. */
function past(view: EditorView, by: -1 | 1): boolean {
  const { doc, selection } = view.state;
  const { main } = selection;
  const edge = by > 0 ? doc.length : 0;
  return main.empty && doc.lineAt(main.head).number === doc.lineAt(edge).number && sameRow(view, main.head, edge);
}

function sameRow(view: EditorView, one: number, other: number): boolean {
  const [a, b] = [view.coordsAtPos(one), view.coordsAtPos(other)];
  return a === null || b === null || Math.abs(a.top - b.top) < 2;
}
