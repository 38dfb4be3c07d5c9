import type { Cell, Notebook } from '../cells/state';
import { newCell, newText } from '../cells/state';
import { newId } from '../ids';
import { t } from '../words';
import CITIES from './cities.csv?raw';
import learn from './learn.py?raw';
import plots from './plots.py?raw';
import table from './table.py?raw';
import welcome from './welcome.py?raw';

const CODE = { welcome, plots, table, learn };

export type ExampleName = keyof typeof CODE;
export const EXAMPLES = Object.keys(CODE) as ExampleName[];

const MARK = /^# %%( \[markdown\])?\n/m;
type Text = keyof (typeof import('../words').catalogues.en)['example']['text'];

/** The cells of an example: its code as it stands there, its texts in the reader's language. */
export function exampleCells(name: ExampleName): Cell[] {
  const [, ...parts] = CODE[name].split(MARK);
  return parts.flatMap((mark, index): Cell[] => {
    if (index % 2 === 1) return [];
    const body = (parts[index + 1] ?? '').trimEnd();
    if (mark === undefined) return [newCell(newId(), body)];
    return [newText(newId(), t(`example.text.${body.replace(/^# /, '') as Text}`))];
  });
}

export function exampleNotebook(name: ExampleName): Pick<Notebook, 'title' | 'cells'> {
  return { title: t(`example.${name}.title`), cells: exampleCells(name) };
}

/** The files that lie beside an example. */
export function exampleFiles(name: ExampleName): File[] {
  return name === 'table' ? [new File([CITIES], 'cities.csv', { type: 'text/csv' })] : [];
}
