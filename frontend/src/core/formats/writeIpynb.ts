import type { Output } from '../api/types';
import { placesOf } from '../cells/places';
import type { Cell, Notebook, Picture } from '../cells/state';
import type { KeptPicture } from '../library/database';
import { toBase64, type Ipynb, type IpynbCell, type IpynbOutput } from './nbformat';

type Bytes = (id: string) => Promise<KeptPicture | undefined>;

/** The notebook as valid nbformat 4.5: ids, outputs, and pictures as attachments. */
export async function writeIpynb(notebook: Notebook, bytes: Bytes): Promise<Ipynb> {
  const places = placesOf(notebook.cells);
  const cells = notebook.cells.map((cell) => written(cell, places.get(cell.id)?.number ?? 1, bytes));
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      title: notebook.title,
      kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
      language_info: { name: 'python' },
      cellhive: { runtime: notebook.runtime, size: notebook.size },
    },
    cells: await Promise.all(cells),
  };
}

async function written(cell: Cell, number: number, bytes: Bytes): Promise<IpynbCell> {
  const own = { ...(cell.collapsed ? { folded: true } : {}), ...(cell.kind === 'image' ? { kind: 'image' } : {}) };
  const metadata = Object.keys(own).length > 0 ? { cellhive: own } : {};
  switch (cell.kind) {
    case 'code': {
      const shown = cell.run?.shown.outputs ?? [];
      return {
        cell_type: 'code',
        id: cell.id,
        metadata,
        source: cell.code,
        execution_count: cell.run ? number : null,
        outputs: shown.flatMap((output) => plain(output, number)),
      };
    }
    case 'markdown': {
      const attachments = await attached(cell.pictures, bytes);
      return { cell_type: 'markdown', id: cell.id, metadata, source: cell.text, ...attachments };
    }
    case 'image': {
      const pictures = cell.picture ? [cell.picture] : [];
      const source = pictures.map(({ name }) => `![${cell.alt}](attachment:${encodeURIComponent(name)})`).join('');
      return { cell_type: 'markdown', id: cell.id, metadata, source, ...(await attached(pictures, bytes)) };
    }
  }
}

async function attached(pictures: Picture[], bytes: Bytes): Promise<Pick<IpynbCell, 'attachments'>> {
  const attachments: NonNullable<IpynbCell['attachments']> = {};
  for (const { id, name } of pictures) {
    const kept = await bytes(id);
    if (kept) attachments[name] = { [kept.type]: toBase64(kept.bytes) };
  }
  return Object.keys(attachments).length > 0 ? { attachments } : {};
}

/** An output as a file has it: what only a live page understands is left out. */
function plain(output: Output, number: number): IpynbOutput[] {
  switch (output.output_type) {
    case 'stream':
      return [{ output_type: 'stream', name: output.name, text: output.text }];
    case 'display_data':
      return [{ output_type: 'display_data', data: output.data, metadata: output.metadata ?? {} }];
    case 'execute_result':
      return [
        {
          output_type: 'execute_result',
          execution_count: output.execution_count ?? number,
          data: output.data,
          metadata: output.metadata ?? {},
        },
      ];
    case 'error': {
      const { ename, evalue, traceback } = output;
      return [{ output_type: 'error', ename, evalue, traceback }];
    }
    case 'update_display_data':
    case 'clear_output':
      return [];
  }
}
