import { useId, useState, type KeyboardEvent } from 'react';
import { COMMANDS, commandsOf, type CommandId } from '../../core/commands';
import { matching } from '../../core/text/matching';
import { useCellhive } from '../../hooks/useCellhive';
import { useCommands } from '../../hooks/useCommands';
import { useWords } from '../../hooks/useWords';
import { Keys } from '../ui/Keys';
import { Sheet } from './Sheet';

const OFFERED: CommandId[] = (['writing', 'cell', 'anywhere'] as const)
  .flatMap(commandsOf)
  .filter((id) => !['indent', 'leave', 'showPalette'].includes(id));

/** Every command by its name. The default export: loaded when it is asked for. */
export default function Palette() {
  const t = useWords();
  const { show } = useCellhive();
  const perform = useCommands();
  const list = useId();
  const [wanted, setWanted] = useState('');
  const [marked, setMarked] = useState(0);
  const found = matching(wanted, OFFERED, (id) => t(`command.${id}`));
  const choose = (command: CommandId | undefined) => {
    if (command === undefined) return;
    show({ dialog: null });
    // why later: the dialog gives the focus back first, and the command may move it on.
    setTimeout(() => perform(command));
  };
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && found.length > 0) setMarked((marked + by + found.length) % found.length);
    else if (event.key === 'Enter') choose(found[marked]);
    else return;
    event.preventDefault();
  };
  return (
    <Sheet title={t('command.palette')} className="palette">
      <input
        className="field"
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={found[marked] ? `${list}-${found[marked]}` : undefined}
        aria-label={t('command.paletteHint')}
        placeholder={t('command.paletteHint')}
        autoFocus
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value);
          setMarked(0);
        }}
        onKeyDown={keys}
      />
      <ul id={list} role="listbox" aria-label={t('command.palette')}>
        {found.map((command, index) => (
          <li
            key={command}
            id={`${list}-${command}`}
            role="option"
            aria-selected={index === marked}
            ref={(item) => (index === marked ? item?.scrollIntoView({ block: 'nearest' }) : undefined)}
            onMouseMove={() => setMarked(index)}
            onClick={() => choose(command)}
          >
            <span>{t(`command.${command}`)}</span>
            {COMMANDS[command].keys[0] !== undefined && <Keys keys={COMMANDS[command].keys[0]} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="hint">{t('command.paletteEmpty')}</p>}
    </Sheet>
  );
}
