import { writeIpynb } from '../core/formats/writeIpynb';
import { writePython } from '../core/formats/python';
import type { Shelf } from '../core/library/shelf';
import type { Page } from '../core/store';

export type Format = 'ipynb' | 'pyPercent' | 'pyPlain';

/** Downloads the open notebook. */
export async function saveAs(format: Format, { id, notebook }: Page, shelf: Shelf | null): Promise<void> {
  const name = notebook.title.trim().replace(/[\\/:*?"<>|\s]+/g, '-') || 'notebook';
  if (format !== 'ipynb') {
    const text = writePython(notebook, format === 'pyPercent' ? 'percent' : 'plain');
    return download(`${name}.py`, 'text/x-python', text);
  }
  const file = await writeIpynb(notebook, async (picture) => shelf?.pictures.bytes(id, picture));
  download(`${name}.ipynb`, 'application/x-ipynb+json', `${JSON.stringify(file, null, 1)}\n`);
}

function download(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // why later: some browsers read the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
