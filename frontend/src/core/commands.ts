/** Everything that a key or the palette can do, with its keys as one reads them; several stand for the same. */
export const COMMANDS = {
  run: { group: 'writing', keys: ['Mod+Enter'] },
  runAndGoOn: { group: 'writing', keys: ['Shift+Enter'] },
  indent: { group: 'writing', keys: ['Tab'] },
  leave: { group: 'writing', keys: ['Escape'] },
  edit: { group: 'cell', keys: ['Enter'] },
  previous: { group: 'cell', keys: ['ArrowUp', 'k'] },
  next: { group: 'cell', keys: ['ArrowDown', 'j'] },
  addAbove: { group: 'cell', keys: ['a'] },
  addBelow: { group: 'cell', keys: ['b'] },
  delete: { group: 'cell', keys: ['d d', 'Delete'] },
  undelete: { group: 'cell', keys: ['z'] },
  toText: { group: 'cell', keys: ['m'] },
  toCode: { group: 'cell', keys: ['y'] },
  fold: { group: 'cell', keys: ['o'] },
  duplicate: { group: 'cell', keys: ['Shift+D'] },
  moveUp: { group: 'cell', keys: ['Alt+ArrowUp'] },
  moveDown: { group: 'cell', keys: ['Alt+ArrowDown'] },
  addText: { group: 'cell', keys: [] },
  addImage: { group: 'cell', keys: [] },
  runFromHere: { group: 'cell', keys: [] },
  showPalette: { group: 'anywhere', keys: ['Mod+K'] },
  showKeys: { group: 'anywhere', keys: ['?'] },
  runAll: { group: 'anywhere', keys: ['Mod+Shift+Enter'] },
  stopAll: { group: 'cell', keys: ['i i'] },
  restart: { group: 'cell', keys: ['0 0'] },
  restartAndRunAll: { group: 'anywhere', keys: [] },
  rewind: { group: 'cell', keys: [] },
  print: { group: 'anywhere', keys: ['Mod+P'] },
  newNotebook: { group: 'anywhere', keys: [] },
  open: { group: 'anywhere', keys: [] },
  share: { group: 'anywhere', keys: [] },
  ipynb: { group: 'anywhere', keys: [] },
  pyPercent: { group: 'anywhere', keys: [] },
  pyPlain: { group: 'anywhere', keys: [] },
  theme: { group: 'anywhere', keys: [] },
  files: { group: 'anywhere', keys: [] },
  variables: { group: 'anywhere', keys: [] },
  outline: { group: 'anywhere', keys: [] },
  history: { group: 'anywhere', keys: [] },
  examples: { group: 'anywhere', keys: [] },
  help: { group: 'anywhere', keys: [] },
} as const satisfies Record<string, { group: Group; keys: readonly string[] }>;

export type Group = 'anywhere' | 'writing' | 'cell';
export type CommandId = keyof typeof COMMANDS;

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const ids = Object.keys(COMMANDS) as CommandId[];

/** The commands of a group, in the order of the sheet. */
export function commandsOf(group: Group): CommandId[] {
  return ids.filter((id) => COMMANDS[id].group === group);
}

/** What this key does in these groups; `before` is the key pressed just before, for "d d". */
export function commandFor(press: Press, before: string, groups: Group[]): CommandId | null {
  const now = nameOf(press);
  return (
    ids.find((id) => {
      const { group, keys } = COMMANDS[id];
      return (
        groups.includes(group) && (keys as readonly string[]).some((key) => key === now || key === `${before} ${now}`)
      );
    }) ?? null
  );
}

/** "Mod+Shift+Enter"; a letter that Shift makes is named by itself, "?" not "Shift+?". */
export function nameOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): string {
  const letter = /^\p{L}$/u.test(key);
  const shift = shiftKey && (letter || key.length > 1);
  const held = ctrlKey || metaKey || shift || altKey;
  return [
    ctrlKey || metaKey ? 'Mod' : '',
    altKey ? 'Alt' : '',
    shift ? 'Shift' : '',
    letter && held ? key.toUpperCase() : key,
  ]
    .filter(Boolean)
    .join('+');
}

const SIGNS: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** The keys as a keyboard writes them: "Ctrl+Enter", "⌘Enter". */
export function written(keys: string, apple: boolean): string {
  return keys
    .split('+')
    .map((key) =>
      key === 'Mod' ? (apple ? '⌘' : 'Ctrl') : (SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key)),
    )
    .join('+');
}
