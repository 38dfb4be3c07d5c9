import { editorOf } from './focus';

/** Moves the editor of a cell to one of its lines, counted from 1. */
export async function goTo(cellId: string, line: number): Promise<void> {
  const [{ EditorView }, content] = await Promise.all([import('@codemirror/view'), editorOf(cellId)]);
  const editor = content && EditorView.findFromDOM(content);
  if (!editor) return;
  const { from, to } = editor.state.doc.line(Math.min(Math.max(1, line), editor.state.doc.lines));
  editor.dispatch({ selection: { anchor: to, head: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  editor.focus();
}
