import { lazy, Suspense, useDeferredValue, useMemo, useRef } from 'react';
import type { MarkdownCell } from '../../core/cells/state';
import { Pictures } from '../../core/library/pictures';
import { toast } from '../../hooks/toast';
import { useCell, usePlace } from '../../hooks/useCell';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useCommands } from '../../hooks/useCommands';
import { useCursor } from '../../hooks/useCursor';
import { useWords } from '../../hooks/useWords';
import { whenIdle } from '../../hooks/whenIdle';
import type { TextEditorHandle } from '../editor/TextEditor';
import { CellFrame, type DragHandle } from './CellFrame';
import { Folded } from './Folded';

// why idle: a text can be read as it is written; the editor comes first.
const Markdown = lazy(() => whenIdle().then(() => import('../markdown/Markdown')));
const TextTools = lazy(() => import('./TextTools'));
const TextEditor = lazy(() => import('../editor/TextEditor'));

/** A text: as it reads, or open for writing with its preview beside it. */
export function TextBlock({ cell, handle }: { cell: MarkdownCell; handle: DragHandle }) {
  const t = useWords();
  const number = usePlace(cell.id, 'number');
  const editing = usePage((page) => page.editing.includes(cell.id));
  return (
    <CellFrame cell={cell} label={t('block.markdown', { number })} handle={handle}>
      {cell.collapsed ? (
        <Folded cell={cell} />
      ) : editing ? (
        <Writing id={cell.id} number={number} />
      ) : (
        <Reading cell={cell} />
      )}
    </CellFrame>
  );
}

function Reading({ cell }: { cell: MarkdownCell }) {
  const t = useWords();
  if (cell.text.trim() === '') return <p className="note empty-text">{t('text.empty')}</p>;
  return (
    <Suspense fallback={<pre className="text-waits">{cell.text}</pre>}>
      <Markdown text={cell.text} pictures={cell.pictures} />
    </Suspense>
  );
}

function Writing({ id, number }: { id: string; number: number }) {
  const t = useWords();
  const { dispatch, shelf, store } = useCellhive();
  const perform = useCommands();
  const setCursor = useCursor();
  const cell = useCell(id);
  const editor = useRef<TextEditorHandle>(null);
  const text = cell?.kind === 'markdown' ? cell.text : '';
  const preview = useDeferredValue(text);
  const handlers = useMemo(
    () => ({
      onEdit: (next: string) => dispatch({ type: 'textEdited', id, text: next }),
      onRun: () => perform('run', id),
      onRunAndGoOn: () => perform('runAndGoOn', id),
      onLeave: () => perform('leave', id),
      onGo: (by: -1 | 1) => perform(by < 0 ? 'previous' : 'next', id),
      onCursor: (line: number, column: number) => setCursor({ line, column }),
      onPicture: async (file: File, insert: (markdown: string) => void) => {
        const why = Pictures.objection(file);
        if (why !== null || !shelf) return void toast.error(why);
        const picture = await shelf.pictures.add(store.getState().id, file);
        const named = { ...picture, name: `${picture.id.slice(0, 6)}-${picture.name}` };
        dispatch({ type: 'pictureAttached', id, picture: named });
        insert(`![](attachment:${encodeURIComponent(named.name)})`);
      },
    }),
    [dispatch, perform, setCursor, shelf, store, id],
  );
  return (
    <div className="writing">
      <Suspense fallback={null}>
        <TextTools onEdit={(change) => editor.current?.edit(change)} onDone={() => perform('run', id)} />
      </Suspense>
      <div className="writing-split">
        <Suspense fallback={<pre className="text-waits">{text}</pre>}>
          <TextEditor ref={editor} text={text} label={t('text.editor', { number })} {...handlers} />
        </Suspense>
        <div className="preview" role="group" aria-label={t('text.preview')}>
          <Suspense fallback={null}>
            <Markdown text={preview} pictures={cell?.kind === 'markdown' ? cell.pictures : []} />
          </Suspense>
        </div>
      </div>
    </div>
  );
}
