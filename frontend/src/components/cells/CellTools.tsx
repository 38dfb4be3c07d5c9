import { ChevronDown, ChevronUp, Copy, Ellipsis, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { runOf, type Cell } from '../../core/cells/state';
import type { CommandId } from '../../core/commands';
import { usePage } from '../../hooks/useCellhive';
import { useCommands } from '../../hooks/useCommands';
import { useWords } from '../../hooks/useWords';
import { MenuItem, MenuSurface } from '../ui/Menu';

/** The tool bar of the focused block. */
export function CellTools({ cell }: { cell: Cell }) {
  const t = useWords();
  const perform = useCommands();
  const past = usePage((page) => page.session.info?.cells);
  const count = runOf(cell)?.executionCount ?? null;
  const rewindable = count !== null && past?.some((one) => one.executionCount === count) === true;
  const does = (command: CommandId) => () => perform(command, cell.id);
  const buttons = [
    ['moveUp', t('cell.moveUp'), <ChevronUp key="i" aria-hidden size={15} />],
    ['moveDown', t('cell.moveDown'), <ChevronDown key="i" aria-hidden size={15} />],
    ['duplicate', t('block.duplicate'), <Copy key="i" aria-hidden size={14} />],
    ['delete', t('cell.delete'), <Trash2 key="i" aria-hidden size={14} />],
  ] as const;
  return (
    <div className="tools">
      {buttons.map(([command, label, icon]) => (
        <button type="button" key={command} aria-label={label} title={label} onClick={does(command)}>
          {icon}
        </button>
      ))}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button type="button" aria-label={t('block.more')} title={t('block.more')}>
            <Ellipsis aria-hidden size={15} />
          </button>
        </DropdownMenu.Trigger>
        <MenuSurface>
          {cell.kind === 'code' && <MenuItem command="runFromHere" onSelect={does('runFromHere')} />}
          {rewindable && <MenuItem command="rewind" onSelect={does('rewind')} />}
          {cell.kind === 'code' && <MenuItem command="toText" onSelect={does('toText')} />}
          {cell.kind === 'markdown' && <MenuItem command="toCode" onSelect={does('toCode')} />}
          <MenuItem command="addAbove" onSelect={does('addAbove')} />
          <MenuItem command="addBelow" onSelect={does('addBelow')} />
          <MenuItem command="fold" onSelect={does('fold')} />
          <DropdownMenu.Separator className="menu-line" />
          {buttons.map(([command]) => (
            <MenuItem key={command} command={command} onSelect={does(command)} />
          ))}
        </MenuSurface>
      </DropdownMenu.Root>
    </div>
  );
}
