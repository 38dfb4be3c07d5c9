import { COMMANDS, commandsOf, type Group } from '../../core/commands';
import { useWords } from '../../hooks/useWords';
import { Keys } from '../ui/Keys';
import { Sheet } from './Sheet';

const GROUPS: Group[] = ['writing', 'cell', 'anywhere'];

/** All keys, by where they work. The default export: loaded when it is asked for. */
export default function KeysSheet() {
  const t = useWords();
  return (
    <Sheet title={t('command.keys')} className="keys-sheet">
      <div className="keys-groups">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`command.group.${group}`)}</h3>
            <dl>
              {commandsOf(group)
                .filter((command) => COMMANDS[command].keys.length > 0)
                .map((command) => (
                  <div key={command}>
                    <dt>{t(`command.${command}`)}</dt>
                    <dd>
                      {COMMANDS[command].keys.map((keys) => (
                        <Keys key={keys} keys={keys} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Sheet>
  );
}
