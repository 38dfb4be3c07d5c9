import type { Opened } from '../../core/formats/opened';
import { useCellhive } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { Sheet } from './Sheet';

/** Asks whether a notebook that came in the address shall be opened. The default export: loaded when one came. */
export default function ReceivedSheet({ offered: { notebook, pictures } }: { offered: Opened }) {
  const t = useWords();
  const { store, shelf } = useCellhive();
  const leave = () => store.setState({ offered: null });
  const open = () => {
    leave();
    void shelf?.create(notebook, pictures);
  };
  const blocks = t('book.blocks', { count: notebook.cells.length });
  return (
    <Sheet title={t('share.received')} className="share-sheet" onClose={leave}>
      <p>{t('share.receivedAbout', { title: notebook.title, blocks })}</p>
      <div className="actions">
        <button type="button" className="button primary" onClick={open}>
          {t('share.open')}
        </button>
        <button type="button" className="button" onClick={leave}>
          {t('share.leave')}
        </button>
      </div>
    </Sheet>
  );
}
