import type { MimeBundle, Output } from '../api/types';
import { show, nothingShown } from '../cells/outputs';
import { newCell, newImage, newText, sent, type Cell, type Notebook, type Picture, type Run } from '../cells/state';
import type { KeptPicture } from '../library/database';
import { emptyNotebook } from '../library/migration';
import { newId } from '../ids';
import { t } from '../words';
import { fromBase64, joined, type Ipynb, type IpynbCell, type IpynbOutput } from './nbformat';
import { Unreadable, type Opened } from './opened';

const SIZES: Notebook['size'][] = ['small', 'medium', 'large', 'xl'];
const LONE_PICTURE = /^!\[([^\]]*)\]\(attachment:([^)]+)\)$/;

/** A notebook of Jupyter, Colab or this page, with its outputs and pictures. Throws Unreadable with a sentence. */
export function readIpynb(text: string, name: string): Opened {
  const file = parsed(text);
  const pictures: KeptPicture[] = [];
  const cells = file.cells.map((cell) => readCell(cell, pictures));
  const notebook = emptyNotebook(titleOf(file, name));
  return { notebook: { ...notebook, ...machineOf(file), ...(cells.length > 0 ? { cells } : {}) }, pictures };
}

function parsed(text: string): Ipynb {
  let file: Partial<Ipynb> | null;
  try {
    file = JSON.parse(text) as Partial<Ipynb> | null;
  } catch {
    throw new Unreadable(t('book.notJson'));
  }
  const format = file?.nbformat ?? 4;
  if (format < 4) throw new Unreadable(t('book.tooOld', { format }));
  if (format > 4) throw new Unreadable(t('book.tooNew', { format }));
  if (!Array.isArray(file?.cells)) throw new Unreadable(t('book.notNotebook'));
  return { nbformat: 4, nbformat_minor: 5, metadata: file.metadata ?? {}, cells: file.cells };
}

function titleOf({ metadata }: Ipynb, name: string): string {
  const colab = metadata['colab'] as { name?: unknown } | undefined;
  const title = [metadata['title'], colab?.name].find((one) => typeof one === 'string' && one.trim() !== '');
  return ((title as string | undefined) ?? name).replace(/\.ipynb$/i, '').slice(0, 120);
}

function machineOf({ metadata }: Ipynb): Partial<Pick<Notebook, 'runtime' | 'size'>> {
  const own = (metadata['cellhive'] ?? {}) as { runtime?: unknown; size?: unknown };
  const size = SIZES.find((one) => one === own.size);
  return { ...(typeof own.runtime === 'string' ? { runtime: own.runtime } : {}), ...(size ? { size } : {}) };
}

function readCell(cell: IpynbCell, pictures: KeptPicture[]): Cell {
  const source = joined(cell.source);
  const own = (cell.metadata?.['cellhive'] ?? {}) as { folded?: unknown };
  const collapsed = own.folded === true;
  if (cell.cell_type === 'code') {
    const code = newCell(newId(), source);
    return { ...code, collapsed, run: cell.outputs?.length ? pastRun(source, cell.outputs) : null };
  }
  // why: raw cells are text that no program reads.
  const kept = Object.entries(cell.attachments ?? {}).flatMap(([name, bundle]) => keep(name, bundle, pictures));
  const lone = LONE_PICTURE.exec(source.trim());
  const picture = lone && kept.find((one) => one.name === decodeURIComponent(lone[2] ?? ''));
  if (picture) return { ...newImage(newId(), picture, lone[1] ?? ''), collapsed };
  return { ...newText(newId(), source), collapsed, pictures: kept };
}

function keep(name: string, bundle: Record<string, string | string[]>, pictures: KeptPicture[]): Picture[] {
  const [type, data] = Object.entries(bundle).find(([key]) => key.startsWith('image/')) ?? [];
  if (type === undefined || data === undefined) return [];
  const id = newId();
  pictures.push({ notebookId: '', id, type, bytes: fromBase64(joined(data)) });
  return [{ id, name, type }];
}

/** What the file says came out, as if it had run here. */
function pastRun(code: string, outputs: IpynbOutput[]): Run {
  const shown = outputs.flatMap(readOutput).reduce(show, nothingShown);
  const failed = shown.outputs.some((output) => output.output_type === 'error');
  return {
    ...sent(code, newId()),
    status: failed ? 'FAILED' : 'SUCCEEDED',
    reason: failed ? 'USER_ERROR' : null,
    shown,
  };
}

function readOutput(output: IpynbOutput): Output[] {
  const data = bundleOf(output.data);
  switch (output.output_type) {
    case 'stream':
      return [
        { output_type: 'stream', name: output.name === 'stderr' ? 'stderr' : 'stdout', text: joined(output.text) },
      ];
    case 'display_data':
      return [{ output_type: 'display_data', data, metadata: output.metadata ?? {} }];
    case 'execute_result':
      return [
        {
          output_type: 'execute_result',
          execution_count: output.execution_count ?? 1,
          data,
          metadata: output.metadata ?? {},
        },
      ];
    case 'error': {
      const { ename = '', evalue = '', traceback = [] } = output;
      return [{ output_type: 'error', ename, evalue, traceback, line: null }];
    }
    default:
      return [];
  }
}

/** Texts in one piece; JSON as it is. */
function bundleOf(data: Record<string, unknown> | undefined): MimeBundle {
  return Object.fromEntries(
    Object.entries(data ?? {}).map(([type, value]) => [
      type,
      Array.isArray(value) && !type.includes('json') ? value.join('') : value,
    ]),
  );
}
