import { DragDropContext, Draggable, Droppable, type DropResult, type ResponderProvided } from '@hello-pangea/dnd';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { RuntimeInfo } from '../core/api/types';
import { fromServer } from '../core/words/server';
import { useCell } from '../hooks/useCell';
import { useCellhive, usePage } from '../hooks/useCellhive';
import { useWords } from '../hooks/useWords';
import { AddBar } from './cells/AddBar';
import type { DragHandle } from './cells/CellFrame';
import { CodeBlock } from './cells/CodeBlock';
import { ImageBlock } from './cells/ImageBlock';
import { TextBlock } from './cells/TextBlock';
import { SessionNotices } from './SessionNotices';
import { Guard } from './ui/Guard';

/** The notebook itself: its blocks in their order, to be dragged by their handles or by the keyboard. */
export function NotebookColumn() {
  const t = useWords();
  const { dispatch } = useCellhive();
  const ids = usePage(useShallow((page) => page.notebook.cells.map((cell) => cell.id)));
  const title = usePage((page) => page.notebook.title);
  const runtimes = usePage((page) => page.runtimes);
  const drop = ({ draggableId, source, destination }: DropResult, { announce }: ResponderProvided) => {
    const moved = destination && destination.index !== source.index;
    announce(moved ? t('block.dropped', { to: destination.index + 1 }) : t('block.leftThere'));
    if (moved) dispatch({ type: 'cellMovedTo', id: draggableId, index: destination.index });
  };
  return (
    <div className="column">
      <h1 className="hidden">{title}</h1>
      <SessionNotices />
      {runtimes !== null && !runtimes.some((runtime) => runtime.available) && (
        <p className="note trouble" role="status">
          {noRuntimes(t, runtimes)}
        </p>
      )}
      <DragDropContext
        dragHandleUsageInstructions={t('block.dragHelp')}
        onDragStart={({ source }, { announce }) => announce(t('block.lifted', { from: source.index + 1 }))}
        onDragUpdate={({ destination }, { announce }) =>
          announce(destination ? t('block.moving', { to: destination.index + 1 }) : t('block.leftThere'))
        }
        onDragEnd={drop}
      >
        <Droppable droppableId="cells">
          {(list) => (
            <div ref={list.innerRef} {...list.droppableProps}>
              {ids.map((id, index) => (
                <Draggable key={id} draggableId={id} index={index}>
                  {(drag, { isDragging }) => (
                    <div ref={drag.innerRef} {...drag.draggableProps} className={isDragging ? 'slot dragged' : 'slot'}>
                      <AddBar index={index} last={false} />
                      <Block id={id} handle={drag.dragHandleProps} />
                    </div>
                  )}
                </Draggable>
              ))}
              {list.placeholder}
            </div>
          )}
        </Droppable>
        <AddBar index={ids.length} last />
      </DragDropContext>
    </div>
  );
}

const Block = memo(function Block({ id, handle }: { id: string; handle: DragHandle }) {
  const t = useWords();
  const cell = useCell(id);
  if (!cell) return null;
  return (
    <Guard sentence={t('problem.page')}>
      {cell.kind === 'code' && <CodeBlock cell={cell} handle={handle} />}
      {cell.kind === 'markdown' && <TextBlock cell={cell} handle={handle} />}
      {cell.kind === 'image' && <ImageBlock cell={cell} handle={handle} />}
    </Guard>
  );
});

function noRuntimes(t: TFunction, runtimes: RuntimeInfo[]): string {
  const reasons = [
    ...new Set(runtimes.flatMap((runtime) => (runtime.reason === null ? [] : [fromServer(runtime.reason)]))),
  ];
  return [t('runtime.none'), ...(reasons.length > 0 ? reasons : [t('runtime.askSomeone')])].join(' ');
}
