import { useEffect } from 'react';
import { focusCell } from '../components/focus';
import { Pictures } from '../core/library/pictures';
import { toast } from './toast';
import { useCellhive } from './useCellhive';
import { useUpload } from './useUpload';

/**
 * Files that are dropped or pasted where nothing else takes them: a notebook opens, a pasted picture becomes an image
 * block, anything else goes to the files. Without this a browser would leave the page for the file.
 */
export function useArrivals(openFile: (file: File) => Promise<void>): void {
  const { store, show, shelf, blocks, dispatch } = useCellhive();
  const upload = useUpload();
  useEffect(() => {
    const over = (event: DragEvent) => event.dataTransfer?.types.includes('Files') && event.preventDefault();
    const drop = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (event.defaultPrevented || files.length === 0) return;
      event.preventDefault();
      const [notebook] = files.filter((file) => /\.ipynb$/i.test(file.name));
      if (notebook) return void openFile(notebook);
      if (store.getState().holder !== 'here') return;
      show({ panel: 'files' });
      void upload(files);
    };
    const paste = async (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find((one) => one.type.startsWith('image/'));
      const { selected, id, holder } = store.getState();
      const free = !event.defaultPrevented && document.activeElement?.classList.contains('cell');
      if (!file || !free || !shelf || selected === null || holder !== 'here') return;
      event.preventDefault();
      const why = Pictures.objection(file);
      if (why !== null) return void toast.error(why);
      const picture = await shelf.pictures.add(id, file);
      const block = blocks.addBeside(selected, 'below', 'image');
      dispatch({ type: 'imageChanged', id: block, change: { picture } });
      focusCell(block);
    };
    const pasted = (event: ClipboardEvent) => void paste(event);
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    addEventListener('paste', pasted);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
      removeEventListener('paste', pasted);
    };
  }, [store, show, shelf, blocks, dispatch, upload, openFile]);
}
