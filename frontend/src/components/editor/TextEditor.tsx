import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { apply, type MarkdownTool, type Selected } from '../../core/text/markdownEdits';
import { base, type EditorHandlers } from './base';

export interface TextEditorHandle {
  edit: (change: (state: Selected) => Selected) => void;
}

interface Props extends EditorHandlers {
  text: string;
  label: string;
  ref: Ref<TextEditorHandle>;
  onPicture: (file: File, insert: (markdown: string) => void) => void;
}

const TOOL_KEYS: Record<string, MarkdownTool> = { 'Mod-b': 'bold', 'Mod-i': 'italic', 'Mod-e': 'code' };

/** CodeMirror for Markdown: plain text with undo, Tab and the keys of the writing bar. The default export: loaded on demand. */
export default function TextEditor(props: Props) {
  const { text, label, ref } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const handlers = useRef(props);
  useEffect(() => {
    handlers.current = props;
  });
  useImperativeHandle(ref, () => ({ edit: (change) => view.current && edit(view.current, change) }), []);

  useEffect(() => {
    if (!place.current) return;
    const toolKeys = Object.entries(TOOL_KEYS).map(([key, tool]) => ({
      key,
      run: (editor: EditorView) => {
        edit(editor, (state) => apply(tool, state));
        return true;
      },
    }));
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        selection: { anchor: text.length },
        extensions: [
          Prec.high(keymap.of(toolKeys)),
          base(() => handlers.current, '  '),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true' }),
          EditorView.domEventHandlers({
            paste: (event, editor) => {
              const file = [...(event.clipboardData?.files ?? [])].find((one) => one.type.startsWith('image/'));
              if (!file) return false;
              handlers.current.onPicture(file, (markdown) => editor.dispatch(editor.state.replaceSelection(markdown)));
              return true;
            },
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the editor is made once; it is the only one that writes
  }, []);

  return <div className="editor text" ref={place} />;
}

function edit(editor: EditorView, change: (state: Selected) => Selected): void {
  const { from, to } = editor.state.selection.main;
  const before = editor.state.doc.toString();
  const after = change({ text: before, from, to });
  editor.dispatch({
    changes: { from: 0, to: before.length, insert: after.text },
    selection: { anchor: after.from, head: after.to },
    userEvent: 'input',
  });
  editor.focus();
}
