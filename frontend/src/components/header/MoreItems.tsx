import { Command, FileCode, FileDown, FolderOpen, Keyboard, Moon, Plus, Printer, Share2, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { CommandId } from '../../core/commands';
import { useCommands } from '../../hooks/useCommands';
import { LanguageItems } from '../LanguageItems';
import { MenuItem } from '../ui/MenuItem';

/** Everything that is done once in a while. The default export: loaded with the first press. */
export default function MoreItems({ theme }: { theme: 'light' | 'dark' }) {
  const perform = useCommands();
  const item = (command: CommandId, Icon: typeof Sun) => (
    <MenuItem command={command} icon={<Icon aria-hidden size={15} />} onSelect={() => perform(command)} />
  );
  return (
    <>
      {item('newNotebook', Plus)}
      {item('open', FolderOpen)}
      <DropdownMenu.Separator className="menu-line" />
      {item('share', Share2)}
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
    </>
  );
}
