import { Copy, Plus, Trash2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState, type ReactElement } from 'react';
import type { NotebookInfo } from '../../core/library/database';
import { moment } from '../../core/text/format';
import { toast } from '../../hooks/toast';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { Rename } from './Rename';

/** All notebooks of this browser, open below their button. The default export: loaded with the first press. */
export default function NotebookList({ button }: { button: ReactElement }) {
  const t = useWords();
  const { shelf } = useCellhive();
  const notebooks = usePage((page) => page.notebooks);
  const [open, setOpen] = useState(true);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{button}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu notebooks"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('book.notebooks')}
        >
          <h2>{t('book.notebooks')}</h2>
          <ul>
            {notebooks.map((info) => (
              <Row key={info.id} info={info} onOpened={() => setOpen(false)} />
            ))}
          </ul>
          <button
            type="button"
            className="button"
            onClick={() => {
              setOpen(false);
              void shelf?.create();
            }}
          >
            <Plus aria-hidden size={14} /> {t('book.new')}
          </button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Row({ info, onOpened }: { info: NotebookInfo; onOpened: () => void }) {
  const t = useWords();
  const { shelf, dispatch } = useCellhive();
  const present = usePage((page) => page.id === info.id);
  const title = info.title.trim() || t('page.untitled');
  const back = async (reopen: boolean) => {
    await shelf?.undelete(info.id);
    if (reopen) await shelf?.open(info.id);
  };
  const remove = async () => {
    await shelf?.remove(info.id);
    const undo = { label: t('page.undo'), onClick: () => void back(present) };
    toast(t('book.deleted', { title }), { action: undo });
  };
  const rename = (next: string) =>
    present ? dispatch({ type: 'titleEdited', title: next }) : void shelf?.rename(info.id, next);
  return (
    <li className={present ? 'present' : ''}>
      <button
        type="button"
        className="notebook"
        aria-current={present}
        onClick={() => {
          onOpened();
          void shelf?.open(info.id);
        }}
      >
        <strong>{title}</strong>
        <small>
          {t('book.blocks', { count: info.cells })} · {moment(info.updatedAt)}
        </small>
      </button>
      <Rename title={title} onRename={rename} />
      <button
        type="button"
        className="icon-button"
        aria-label={t('book.duplicate', { title })}
        title={t('book.duplicate', { title })}
        onClick={() => {
          onOpened();
          void shelf?.duplicate(info.id, t('book.copyOf', { title }));
        }}
      >
        <Copy aria-hidden size={14} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('book.delete', { title })}
        title={t('book.delete', { title })}
        onClick={() => void remove()}
      >
        <Trash2 aria-hidden size={14} />
      </button>
    </li>
  );
}
