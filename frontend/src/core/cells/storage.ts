import { newId } from '../ids';
import { t } from '../words';
import { newCell, type Notebook } from './state';
import { nothingShown } from './outputs';

const KEY = 'cellhive.notebook.1';

const EXAMPLE = [
  'print("Hello from a sandbox of your own")\nfor i in range(3):\n    print(i, "squared is", i * i)',
  'import numpy as np\nimport matplotlib.pyplot as plt\n\nx = np.linspace(0, 2 * np.pi, 200)\nplt.plot(x, np.sin(x))\nplt.title("One sine wave")\nplt.xlabel("x")\nplt.ylabel("sin(x)")\nplt.show()',
];

/** What a first visit shows. */
export function firstNotebook(): Notebook {
  return {
    title: t('page.untitled'),
    runtime: 'base',
    size: 'medium',
    cells: EXAMPLE.map((code) => newCell(newId(), code)),
    files: [],
  };
}

/** The notebook of the last visit, or the first one. */
export function load(storage: Storage): Notebook {
  try {
    const text = storage.getItem(KEY);
    const kept = text === null ? null : (JSON.parse(text) as Notebook);
    return kept && Array.isArray(kept.cells) ? { ...firstNotebook(), ...kept } : firstNotebook();
  } catch {
    return firstNotebook();
  }
}

/** False when the browser keeps no more. Outputs that do not fit are left out: the server's log has them. */
export function save(storage: Storage, state: Notebook): boolean {
  const files = state.files.filter((file) => file.state === 'ready');
  return (
    keep(storage, { ...state, files }) || keep(storage, { ...state, files, cells: state.cells.map(withoutOutputs) })
  );
}

function keep(storage: Storage, state: Notebook): boolean {
  try {
    storage.setItem(KEY, JSON.stringify(state));
    return true;
  } catch {
    return false;
  }
}

function withoutOutputs(cell: Notebook['cells'][number]): Notebook['cells'][number] {
  return cell.run?.jobId
    ? { ...cell, run: { ...cell.run, status: 'QUEUED', lastSeq: 0, shown: nothingShown, artifacts: [] } }
    : { ...cell, run: null };
}
