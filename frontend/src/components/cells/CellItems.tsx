import { DropdownMenu } from 'radix-ui';
import { runOf, type Cell } from '../../core/cells/state';
import type { CommandId } from '../../core/commands';
import { useCell } from '../../hooks/useCell';
import { usePage } from '../../hooks/useCellhive';
import { useCommands } from '../../hooks/useCommands';
import { MenuItem } from '../ui/MenuItem';

/** What one can do with a block. The default export: loaded with the first press. */
export default function CellItems({ id, kind }: { id: string; kind: Cell['kind'] }) {
  const perform = useCommands();
  const count = runOf(useCell(id))?.executionCount ?? null;
  const past = usePage((page) => page.session.info?.cells);
  const rewindable = count !== null && past?.some((one) => one.executionCount === count) === true;
  const item = (command: CommandId) => <MenuItem command={command} onSelect={() => perform(command, id)} />;
  return (
    <>
      {kind === 'code' && item('runFromHere')}
      {rewindable && item('rewind')}
      {kind === 'code' && item('toText')}
      {kind === 'markdown' && item('toCode')}
      {item('addAbove')}
      {item('addBelow')}
      {item('fold')}
      <DropdownMenu.Separator className="menu-line" />
      {item('moveUp')}
      {item('moveDown')}
      {item('duplicate')}
      {item('delete')}
    </>
  );
}
