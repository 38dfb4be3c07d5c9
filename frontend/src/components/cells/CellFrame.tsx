import type { DraggableProvidedDragHandleProps } from '@hello-pangea/dnd';
import { GripVertical } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import type { Cell } from '../../core/cells/state';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useCommands } from '../../hooks/useCommands';
import { useWords } from '../../hooks/useWords';
import { CellTools } from './CellTools';

export type DragHandle = DraggableProvidedDragHandleProps | null;

interface Props {
  cell: Cell;
  label: string;
  handle: DragHandle;
  /** What stands in the gutter above the handle. */
  gutter?: ReactNode;
  children: ReactNode;
}

const ACTS = 'button, a, input, textarea, select, summary, .cm-editor, iframe';

/** A block: gutter, card and tools. It takes the focus itself when it is selected and nobody writes in it. */
export function CellFrame({ cell, label, handle, gutter, children }: Props) {
  const t = useWords();
  const { store } = useCellhive();
  const perform = useCommands();
  const selected = usePage((page) => page.selected === cell.id);
  const select = () => store.getState().selected !== cell.id && store.setState({ selected: cell.id });
  const click = (event: MouseEvent<HTMLElement>) => {
    const chosen = getSelection()?.toString() ?? '';
    const target = event.target as HTMLElement;
    if (target.closest('.editor-waits')) return perform('edit', cell.id);
    // why: after a press of Run the keys of a selected cell work; the keyboard's own press stays on the button.
    const pressedRun = event.detail > 0 && target.closest('.round') !== null;
    if (pressedRun || (chosen === '' && !target.closest(ACTS))) event.currentTarget.focus({ preventScroll: true });
  };
  return (
    <section
      className={`cell ${cell.kind}${selected ? ' focus' : ''}`}
      id={`cell-${cell.id}`}
      aria-label={label}
      tabIndex={-1}
      onFocus={select}
      onClick={click}
      onDoubleClick={(event) =>
        cell.kind === 'markdown' && !(event.target as HTMLElement).closest(ACTS) && perform('edit', cell.id)
      }
    >
      <div className="gutter">
        {gutter}
        <span className="grip" {...handle} aria-label={t('block.drag')} title={t('block.drag')}>
          <GripVertical aria-hidden size={14} />
        </span>
      </div>
      <div className="card">
        <CellTools id={cell.id} kind={cell.kind} />
        {children}
      </div>
    </section>
  );
}
