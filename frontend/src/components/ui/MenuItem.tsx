import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { COMMANDS, type CommandId } from '../../core/commands';
import { useWords } from '../../hooks/useWords';
import { Keys } from './Keys';

/** A command by its name, with its first key. */
export function MenuItem({ command, icon, onSelect }: { command: CommandId; icon?: ReactNode; onSelect: () => void }) {
  const t = useWords();
  const [key] = COMMANDS[command].keys as readonly string[];
  return (
    <DropdownMenu.Item className="menu-item" onSelect={onSelect}>
      {icon}
      <span>{t(`command.${command}`)}</span>
      {key !== undefined && <Keys keys={key} />}
    </DropdownMenu.Item>
  );
}
