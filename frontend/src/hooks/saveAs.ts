import { writeIpynb } from '../core/formats/writeIpynb';
import { writePython } from '../core/formats/python';
import type { Shelf } from '../core/library/shelf';
import type { Page } from '../core/store';

export type Format = 'ipynb' | 'pyPercent' | 'pyPlain';

/** Downloads the open notebook. */
export async function saveAs(format: Format, page: Page, shelf: Shelf | null): Promise<void> {
  if (format === 'ipynb') return download(await ipynbOf(page, shelf));
  const text = writePython(page.notebook, format === 'pyPercent' ? 'percent' : 'plain');
  download(new File([text], `${nameOf(page)}.py`, { type: 'text/x-python' }));
}

/** The open notebook as Jupyter's file, with outputs and pictures. */
export async function ipynbOf(page: Page, shelf: Shelf | null): Promise<File> {
  const file = await writeIpynb(page.notebook, async (picture) => shelf?.pictures.bytes(page.id, picture));
  const text = `${JSON.stringify(file, null, 1)}\n`;
  return new File([text], `${nameOf(page)}.ipynb`, { type: 'application/x-ipynb+json' });
}

function nameOf({ notebook }: Page): string {
  return notebook.title.trim().replace(/[\\/:*?"<>|\s]+/g, '-') || 'notebook';
}

function download(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // why later: some browsers read the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
