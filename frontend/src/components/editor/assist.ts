import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionStatus,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { indentLess } from '@codemirror/commands';
import { globalCompletion, localCompletionSource } from '@codemirror/lang-python';
import { Prec, type Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import type { Completions } from '../../core/api/sessions';
import { fromCodePoints, toCodePoints } from '../../core/text/codePoints';
import { helpTooltip, showHelp } from './help';

export interface Assist {
  /** What may stand at the cursor, as the live session knows it; null when it cannot be asked. */
  onComplete: (code: string, cursor: number, signal: AbortSignal) => Promise<Completions | null>;
  /** What the name at the cursor is; null when nothing is known. */
  onInspect: (code: string, cursor: number) => Promise<string | null>;
}

const LEAST_LETTERS = 2;

/** Completion while one writes, help on Shift+Tab. Without a live session the names in the cell itself are offered. */
export function assistance(assist: () => Assist): Extension {
  return [
    // why first: Escape closes the help before anything else.
    helpTooltip,
    // why false: what is not there yet must not keep Escape from leaving the cell.
    Prec.highest(
      keymap.of([
        {
          key: 'Escape',
          run: (view) => completionStatus(view.state) === 'pending' && closeCompletion(view) && false,
        },
      ]),
    ),
    autocompletion({ override: [(context) => complete(assist(), context)], icons: false, maxRenderedOptions: 60 }),
    Prec.high(
      keymap.of([
        { key: 'Tab', run: (view) => completionStatus(view.state) === 'active' && acceptCompletion(view) },
        {
          key: 'Shift-Tab',
          run: (view) => {
            const { main } = view.state.selection;
            const line = view.state.doc.lineAt(main.head);
            const indented = view.state.doc.sliceString(line.from, main.head).trim() === '';
            if (!main.empty || indented) return indentLess(view);
            closeCompletion(view);
            const code = view.state.doc.toString();
            void assist()
              .onInspect(code, toCodePoints(code, main.head))
              .then((text) => showHelp(view, main.head, text));
            return true;
          },
        },
      ]),
    ),
  ];
}

async function complete(assist: Assist, context: CompletionContext): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
  const attribute = context.matchBefore(/\.[\p{L}\p{N}_]*/u) !== null;
  if (!context.explicit && !attribute && (word === null || word.to - word.from < LEAST_LETTERS)) return null;
  const live = await fromSession(assist, context);
  if (live !== null || attribute) return live;
  return (await localCompletionSource(context)) ?? globalCompletion(context);
}

async function fromSession(assist: Assist, context: CompletionContext): Promise<CompletionResult | null> {
  const code = context.state.doc.toString();
  const stop = new AbortController();
  context.addEventListener('abort', () => stop.abort());
  const found = await assist.onComplete(code, toCodePoints(code, context.pos), stop.signal);
  // why the focus: who has left the cell meanwhile is not to find a list there.
  if (found === null || found.matches.length === 0 || context.view?.hasFocus === false) return null;
  if (
    !context.explicit &&
    found.matches.length === 1 &&
    code.slice(0, context.pos).endsWith(found.matches[0]?.text ?? ' ')
  )
    return null;
  return {
    from: fromCodePoints(code, found.cursorStart),
    to: fromCodePoints(code, found.cursorEnd),
    options: found.matches.map(({ text, type }): Completion => ({ label: text, detail: type ?? undefined })),
    validFor: /^[\p{L}\p{N}_]*$/u,
  };
}
