import { useCallback } from 'react';
import { toast } from 'sonner';
import type { FileState } from '../core/cells/state';
import { upload } from '../core/cells/uploads';
import { useCellhive } from './useCellhive';
import { useWords } from './useWords';

/** Uploads files one after another; a toast says what became of each. */
export function useUpload(): (files: Iterable<File>) => Promise<void> {
  const t = useWords();
  const { api, dispatch, store } = useCellhive();
  return useCallback(
    async (files) => {
      const present = () => store.getState().notebook.files;
      for (const file of files) {
        const { name } = file;
        const state = await upload(api, file, present, store.getState().limits?.upload ?? null, dispatch);
        if (state === 'ready') toast.success(t('file.isReady', { name }));
        if (state === 'refused') toast.error(t('file.wasRefused', { name, why: whyOf(present(), name) }));
      }
    },
    [t, api, dispatch, store],
  );
}

function whyOf(files: FileState[], name: string): string {
  const file = files.find((one) => one.name === name);
  return file?.state === 'refused' ? file.why : '';
}
