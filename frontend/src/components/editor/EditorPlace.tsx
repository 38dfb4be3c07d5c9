import { useEffect, useRef, useState, type ComponentProps } from 'react';
import { useNear } from '../../hooks/useNear';
import { loadedEditor, loadEditor, type CodeEditor } from './loadEditor';

interface Props extends ComponentProps<CodeEditor> {
  /** Not only when it is near: what is typed next may be for this editor. */
  atOnce: boolean;
}

/** The code of a cell: a text to read until it is wanted or comes near the window, an editor from then on. */
export function EditorPlace({ atOnce, ...props }: Props) {
  const place = useRef<HTMLPreElement>(null);
  const near = useNear(place);
  const [Editor, setEditor] = useState<CodeEditor | null>(null);
  const wanted = near || atOnce;
  // why in the drawing: a key that follows at once finds the editor.
  if (atOnce && Editor === null && loadedEditor() !== null) setEditor(loadedEditor);
  useEffect(() => {
    const fail = (failed: unknown) =>
      setEditor(() => {
        throw failed;
      });
    if (wanted) void loadEditor().then((editor) => setEditor(() => editor), fail);
  }, [wanted]);
  if (Editor) return <Editor {...props} />;
  return (
    <pre ref={place} className="editor-waits">
      {props.code || ' '}
    </pre>
  );
}
