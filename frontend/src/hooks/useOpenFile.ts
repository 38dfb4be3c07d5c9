import { useCallback } from 'react';
import { Unreadable, type Opened } from '../core/formats/opened';
import { readIpynb } from '../core/formats/readIpynb';
import { readPython } from '../core/formats/python';
import { toast } from './toast';
import { useCellhive } from './useCellhive';
import { useWords } from './useWords';

/** Opens a file of the reader's as a new notebook; says why where it cannot. */
export function useOpenFile(): (file: File | undefined) => Promise<void> {
  const t = useWords();
  const { shelf } = useCellhive();
  return useCallback(
    async (file) => {
      if (!file || !shelf) return;
      try {
        const { notebook, pictures } = read(await file.text(), file.name, t('book.unknownFile'));
        await shelf.create(notebook, pictures);
      } catch (failed) {
        const why = failed instanceof Unreadable ? failed.message : t('problem.unknown');
        toast.error(t('book.failed', { name: file.name, why }));
      }
    },
    [t, shelf],
  );
}

function read(text: string, name: string, unknown: string): Opened {
  if (/\.ipynb$/i.test(name)) return readIpynb(text, name);
  if (/\.py$/i.test(name)) return readPython(text, name);
  throw new Unreadable(unknown);
}
