import type { TFunction } from 'i18next';
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import type { RuntimeInfo } from '../../core/api/types';
import { allowedSizes, SIZES, type Size } from '../../core/runtime/sizes';
import { fromServer } from '../../core/words/server';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useCommands } from '../../hooks/useCommands';
import { useWords } from '../../hooks/useWords';
import { MenuItem } from '../ui/MenuItem';

/** Which Python, how much of a machine, whether cells share variables. The default export: loaded with the first press. */
export default function RuntimeChoices() {
  const t = useWords();
  const perform = useCommands();
  const { dispatch, session } = useCellhive();
  const { runtime, size, alone } = usePage((page) => page.notebook);
  const runtimes = usePage((page) => page.runtimes) ?? [];
  const limits = usePage((page) => page.limits);
  const choose = (chosen: string) => {
    dispatch({ type: 'sizeChosen', size: chosen as Size });
    void session.sizeChosen(chosen as Size);
  };
  return (
    <>
      <Choices
        label={t('runtime.label')}
        value={runtime}
        onChange={(value) => dispatch({ type: 'runtimeChosen', runtime: value })}
      >
        {runtimes.map((one) => (
          <Choice key={one.name} value={one.name} name={one.title} about={contents(t, one)} off={!one.available} />
        ))}
      </Choices>
      <Choices label={t('runtime.size')} value={size} onChange={choose}>
        {allowedSizes(limits).map((one) => (
          <Choice
            key={one}
            value={one}
            name={t(`runtime.${one}`)}
            about={t('runtime.memoryAndCpu', { memory: SIZES[one].bytes, cpu: SIZES[one].cpu })}
          />
        ))}
      </Choices>
      <Choices
        label={t('session.mode')}
        value={alone ? 'alone' : 'share'}
        onChange={(value) => dispatch({ type: 'aloneChosen', alone: value === 'alone' })}
      >
        <Choice value="share" name={t('session.share')} about={t('session.shareLong')} />
        <Choice value="alone" name={t('session.alone')} about={t('session.aloneLong')} />
      </Choices>
      <DropdownMenu.Separator className="menu-line" />
      <MenuItem command="restart" onSelect={() => perform('restart')} />
      <MenuItem command="restartAndRunAll" onSelect={() => perform('restartAndRunAll')} />
    </>
  );
}

interface ChoicesProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Choices({ label, value, onChange, children }: ChoicesProps) {
  return (
    <DropdownMenu.RadioGroup aria-label={label} value={value} onValueChange={onChange}>
      <DropdownMenu.Label className="menu-label">{label}</DropdownMenu.Label>
      {children}
    </DropdownMenu.RadioGroup>
  );
}

/** One of several; what is off says why in its second line. */
function Choice({ value, name, about, off = false }: { value: string; name: string; about: string; off?: boolean }) {
  return (
    <DropdownMenu.RadioItem className="menu-item choice" value={value} disabled={off}>
      <span className="menu-mark">
        <DropdownMenu.ItemIndicator>
          <Check aria-hidden size={14} />
        </DropdownMenu.ItemIndicator>
      </span>
      <span>
        {name}
        <small>{about}</small>
      </span>
    </DropdownMenu.RadioItem>
  );
}

const SHOWN = 6;

/** What a runtime contains, or why it is not to be had. */
function contents(t: TFunction, { available, reason, python, packages }: RuntimeInfo): string {
  if (!available) return fromServer(reason ?? '');
  const rest = packages.length - SHOWN;
  const names = packages.length === 0 ? [t('runtime.plain')] : packages.slice(0, SHOWN);
  const more = rest > 0 ? [t('runtime.more', { count: rest })] : [];
  return [t('runtime.python', { version: python }), ...names, ...more].join(' · ');
}
