import { newCell, newText, type Cell, type Notebook } from '../cells/state';
import { newId } from '../ids';
import { emptyNotebook } from '../library/migration';
import type { Opened } from './opened';

const MARK = /^# ?%%(.*)$/;

/** The notebook as a Python file: with cells that editors know ("# %%"), or plain. Texts become comments in both. */
export function writePython(notebook: Notebook, cells: 'percent' | 'plain'): string {
  const parts = notebook.cells.map((cell) => (cells === 'percent' ? withMark(cell) : bare(cell)));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function withMark(cell: Cell): string {
  return cell.kind === 'code' ? `# %%\n${cell.code}` : `# %% [markdown]\n${bare(cell)}`;
}

function bare(cell: Cell): string {
  switch (cell.kind) {
    case 'code':
      return cell.code;
    case 'markdown':
      return comment(cell.text);
    case 'image':
      return comment(cell.picture ? `![${cell.alt}](${cell.picture.name})` : '');
  }
}

function comment(text: string): string {
  return text === '' ? '' : text.replace(/^(.*)$/gm, (line) => `# ${line}`.trimEnd());
}

/** A Python file as a notebook: a cell for each "# %%", or one for all of it. */
export function readPython(text: string, name: string): Opened {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .split('\n');
  const cells: Cell[] = [];
  let mark: string | null = null;
  let body: string[] = [];
  const close = () => {
    const source = trimmed(body);
    if (mark !== null || source !== '') cells.push(cellOf(mark ?? '', source));
    body = [];
  };
  for (const line of lines) {
    const found = MARK.exec(line);
    if (!found) body.push(line);
    else {
      close();
      mark = found[1] ?? '';
    }
  }
  close();
  const notebook = emptyNotebook(name.replace(/\.py$/i, ''));
  return { notebook: cells.length > 0 ? { ...notebook, cells } : notebook, pictures: [] };
}

function cellOf(mark: string, source: string): Cell {
  if (!/\[(markdown|md)\]/.test(mark)) return newCell(newId(), source);
  const quoted = /^(?:r?"""|r?''')\n?([^]*?)\n?(?:"""|''')$/.exec(source)?.[1];
  return newText(newId(), quoted ?? source.replace(/^# ?/gm, ''));
}

function trimmed(lines: string[]): string {
  return lines
    .join('\n')
    .replace(/^(\s*\n)+/, '')
    .trimEnd();
}
