import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';

interface Props {
  code: string;
  /** The number of its first line: numbering runs on from cell to cell. */
  firstLine: number;
  label: string;
  onEdit: (code: string) => void;
  onRun: () => void;
  onRunAndGoOn: () => void;
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--code-kw)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-str)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-num)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-fn)' },
  { tag: tags.standard(tags.variableName), color: 'var(--code-bi)' },
  { tag: tags.comment, color: 'var(--code-com)', fontStyle: 'italic' },
]);

const numbers = (firstLine: number) => lineNumbers({ formatNumber: (line) => String(line + firstLine - 1) });

/** CodeMirror with Python. The default export, because it is loaded when the first cell is shown. */
export default function Editor({ code, firstLine, label, onEdit, onRun, onRunAndGoOn }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const gutter = useRef(new Compartment());
  const naming = useRef(new Compartment());
  const handlers = useRef({ onEdit, onRun, onRunAndGoOn });
  useEffect(() => {
    handlers.current = { onEdit, onRun, onRunAndGoOn };
  }, [onEdit, onRun, onRunAndGoOn]);

  useEffect(() => {
    if (!place.current) return;
    const press = (which: 'onRun' | 'onRunAndGoOn') => () => {
      handlers.current[which]();
      return true;
    };
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: code,
        extensions: [
          Prec.highest(
            keymap.of([
              { key: 'Mod-Enter', run: press('onRun') },
              { key: 'Shift-Enter', run: press('onRunAndGoOn') },
            ]),
          ),
          gutter.current.of(numbers(firstLine)),
          naming.current.of(EditorView.contentAttributes.of({ 'aria-label': label })),
          history(),
          python(),
          indentUnit.of('    '),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          syntaxHighlighting(colours),
          EditorView.lineWrapping,
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) handlers.current.onEdit(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the editor is made once; changes come through the effects below
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== code) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: code } });
    }
  }, [code]);
  useEffect(() => {
    view.current?.dispatch({
      effects: [
        gutter.current.reconfigure(numbers(firstLine)),
        naming.current.reconfigure(EditorView.contentAttributes.of({ 'aria-label': label })),
      ],
    });
  }, [firstLine, label]);

  return <div className="editor" ref={place} />;
}
