import { Command, Ellipsis, FileCode, FileDown, FolderOpen, Keyboard, Moon, Plus, Printer, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { CommandId } from '../../core/commands';
import { useCommands } from '../../hooks/useCommands';
import { useWords } from '../../hooks/useWords';
import { LanguageItems } from '../LanguageItems';
import { MenuItem, MenuSurface } from '../ui/Menu';

/** Everything that is done once in a while. */
export function MoreMenu({ theme }: { theme: 'light' | 'dark' }) {
  const t = useWords();
  const perform = useCommands();
  const item = (command: CommandId, Icon: typeof Sun) => (
    <MenuItem command={command} icon={<Icon aria-hidden size={15} />} onSelect={() => perform(command)} />
  );
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="icon-button" aria-label={t('book.more')} title={t('book.more')}>
          <Ellipsis aria-hidden size={18} />
        </button>
      </DropdownMenu.Trigger>
      <MenuSurface>
        {item('newNotebook', Plus)}
        {item('open', FolderOpen)}
        <DropdownMenu.Separator className="menu-line" />
        {item('ipynb', FileDown)}
        {item('pyPercent', FileCode)}
        {item('pyPlain', FileCode)}
        {item('print', Printer)}
        <DropdownMenu.Separator className="menu-line" />
        {item('theme', theme === 'dark' ? Sun : Moon)}
        {item('showPalette', Command)}
        {item('showKeys', Keyboard)}
        <DropdownMenu.Separator className="menu-line" />
        <LanguageItems />
      </MenuSurface>
    </DropdownMenu.Root>
  );
}
