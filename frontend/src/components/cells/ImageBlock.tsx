import { ImagePlus } from 'lucide-react';
import { useId, useState, type ClipboardEvent, type DragEvent } from 'react';
import type { ImageCell } from '../../core/cells/state';
import { Pictures } from '../../core/library/pictures';
import { toast } from '../../hooks/toast';
import { usePlace } from '../../hooks/useCell';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { StoredPicture } from '../markdown/StoredPicture';
import { CellFrame, type DragHandle } from './CellFrame';
import { Folded } from './Folded';

/** A picture with what it shows in words; chosen, dropped or pasted. */
export function ImageBlock({ cell, handle }: { cell: ImageCell; handle: DragHandle }) {
  const t = useWords();
  const { dispatch, shelf } = useCellhive();
  const notebook = usePage((page) => page.id);
  const number = usePlace(cell.id, 'number');
  const take = async (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (!file) return;
    if (!shelf) return void toast.error(t('book.notKept'));
    const why = Pictures.objection(file);
    if (why !== null) return void toast.error(why);
    const picture = await shelf.pictures.add(notebook, file);
    dispatch({ type: 'imageChanged', id: cell.id, change: { picture } });
  };
  return (
    <CellFrame cell={cell} label={t('block.image', { number })} handle={handle}>
      {cell.collapsed ? (
        <Folded cell={cell} />
      ) : (
        <div
          className="picture"
          onPaste={(event: ClipboardEvent) => void take(event.clipboardData.files)}
          onDragOver={(event: DragEvent) => event.preventDefault()}
          onDrop={(event: DragEvent) => {
            event.preventDefault();
            void take(event.dataTransfer.files);
          }}
        >
          {cell.picture && <StoredPicture id={cell.picture.id} alt={cell.alt} />}
          <Choose filled={cell.picture !== null} onFiles={(files) => void take(files)} />
          {cell.picture && (
            <input
              className="alt"
              aria-label={t('text.imageAlt')}
              placeholder={t('text.imageAlt')}
              value={cell.alt}
              onChange={(event) => dispatch({ type: 'imageChanged', id: cell.id, change: { alt: event.target.value } })}
            />
          )}
        </div>
      )}
    </CellFrame>
  );
}

function Choose({ filled, onFiles }: { filled: boolean; onFiles: (files: FileList | null) => void }) {
  const t = useWords();
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <label
      htmlFor={id}
      className={`${filled ? 'replace' : 'drop'}${over ? ' over' : ''}`}
      onDragEnter={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={() => setOver(false)}
    >
      <ImagePlus aria-hidden size={16} /> {t(filled ? 'text.replaceImage' : 'text.dropImage')}
      <input
        id={id}
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-label={t('text.chooseImage')}
        onChange={(event) => {
          onFiles(event.target.files);
          event.target.value = '';
        }}
      />
    </label>
  );
}
