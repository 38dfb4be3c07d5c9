import { useCallback } from 'react';
import { upload } from '../core/cells/uploads';
import { toast } from './toast';
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
        const limits = store.getState().limits?.upload ?? null;
        const end = await upload(api, file, present, limits, dispatch);
        if (end.state === 'ready') toast.success(t('file.isReady', { name }));
        if (end.state === 'refused') toast.error(t('file.wasRefused', { name, why: end.why }));
      }
    },
    [t, api, dispatch, store],
  );
}
