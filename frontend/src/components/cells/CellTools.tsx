import { ChevronDown, ChevronUp, Copy, Ellipsis, Trash2 } from 'lucide-react';
import { lazy, memo } from 'react';
import type { Cell } from '../../core/cells/state';
import { useCommands } from '../../hooks/useCommands';
import { useWords } from '../../hooks/useWords';
import { MenuButton } from '../ui/MenuButton';

const CellItems = lazy(() => import('./CellItems'));

const TOOLS = [
  ['moveUp', 'cell.moveUp', ChevronUp],
  ['moveDown', 'cell.moveDown', ChevronDown],
  ['duplicate', 'block.duplicate', Copy],
  ['delete', 'cell.delete', Trash2],
] as const;

/** The tool bar of the focused block. */
export const CellTools = memo(function CellTools({ id, kind }: { id: string; kind: Cell['kind'] }) {
  const t = useWords();
  const perform = useCommands();
  return (
    <div className="tools">
      {TOOLS.map(([command, label, Icon]) => (
        <button type="button" key={command} aria-label={t(label)} title={t(label)} onClick={() => perform(command, id)}>
          <Icon aria-hidden size={15} />
        </button>
      ))}
      <MenuButton
        label={t('block.more')}
        face={<Ellipsis aria-hidden size={15} />}
        Items={CellItems}
        about={{ id, kind }}
      />
    </div>
  );
});
