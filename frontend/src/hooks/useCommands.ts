import { createContext, use, useEffect, useRef } from 'react';
import { commandFor, nameOf, type CommandId, type Group } from '../core/commands';

/** Does a command; for the cell that had the focus last unless another one is named. */
export type Perform = (command: CommandId, cell?: string) => void;

export const CommandsContext = createContext<Perform>(() => undefined);

export function useCommands(): Perform {
  return use(CommandsContext);
}

const TWICE_MS = 1000;
const WRITES = 'input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"]';

/** The keys that work anywhere; those of a selected cell only while nobody writes. */
export function useKeys(perform: Perform): void {
  const before = useRef({ key: '', at: 0 });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const writing = target.closest?.(WRITES) != null;
      const cell = target.classList.contains('cell');
      const groups: Group[] = cell ? ['cell', 'writing', 'anywhere'] : ['anywhere'];
      const twice = Date.now() - before.current.at < TWICE_MS ? before.current.key : '';
      const command = commandFor(event, twice, groups);
      before.current = { key: nameOf(event), at: Date.now() };
      const plain = !event.ctrlKey && !event.metaKey;
      if (command === null || command === 'indent' || (writing && plain)) return;
      if (target.closest('[data-rfd-drag-handle-draggable-id]') && plain) return;
      before.current.key = '';
      event.preventDefault();
      event.stopPropagation();
      perform(command);
    };
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, [perform]);
}
