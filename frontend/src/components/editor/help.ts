import { Prec, StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view';

const shown = StateEffect.define<Tooltip | null>();
const ANSI = /\u001b\[[\d;]*m/g;

const field = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, change) {
    for (const effect of change.effects) if (effect.is(shown)) return effect.value;
    return change.docChanged || change.selection ? null : tooltip;
  },
  provide: (own) => showTooltip.from(own),
});

/** The box with the help for a name; it goes when one writes, moves or presses Escape. */
export const helpTooltip: Extension = [
  field,
  Prec.highest(
    keymap.of([
      {
        key: 'Escape',
        run: (view) => {
          if (view.state.field(field) === null) return false;
          view.dispatch({ effects: shown.of(null) });
          return true;
        },
      },
    ]),
  ),
];

/** Shows a text at this place; null shows nothing. */
export function showHelp(view: EditorView, pos: number, text: string | null): void {
  const create = () => {
    const dom = document.createElement('pre');
    dom.className = 'help-tooltip';
    dom.setAttribute('role', 'tooltip');
    dom.textContent = (text ?? '').replace(ANSI, '');
    return { dom };
  };
  view.dispatch({ effects: shown.of(text === null ? null : { pos, above: false, create }) });
}
