import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { assistance, type Assist } from './assist';
import { base, type EditorHandlers } from './base';
import { colours } from './colours';

interface Props extends EditorHandlers, Assist {
  code: string;
  /** The number of its first line: numbering runs on from cell to cell. */
  firstLine: number;
  label: string;
}

const numbers = (firstLine: number) => lineNumbers({ formatNumber: (line) => String(line + firstLine - 1) });

/** CodeMirror with Python. The default export, because it is loaded when the first cell is shown. */
export default function CodeEditor(props: Props) {
  const { code, firstLine, label } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const gutter = useRef(new Compartment());
  const naming = useRef(new Compartment());
  const handlers = useRef<EditorHandlers & Assist>(props);
  useEffect(() => {
    handlers.current = props;
  });

  useEffect(() => {
    if (!place.current) return;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: code,
        extensions: [
          base(() => handlers.current, '    '),
          gutter.current.of(numbers(firstLine)),
          naming.current.of(EditorView.contentAttributes.of({ 'aria-label': label })),
          python(),
          assistance(() => handlers.current),
          indentOnInput(),
          bracketMatching(),
          syntaxHighlighting(colours),
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
