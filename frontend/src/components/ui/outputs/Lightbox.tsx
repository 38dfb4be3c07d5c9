import { Download, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../../../hooks/useWords';

interface Props {
  source: string;
  alt: string;
  name: string;
  onClose: () => void;
}

/** One picture as large as the window allows. Escape and a press beside it close it. */
export function Lightbox({ source, alt, name, onClose }: Props) {
  const t = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="lightbox"
      aria-label={alt}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <form method="dialog">
        <a className="button" href={source} download={name}>
          <Download aria-hidden size={14} /> {t('output.downloadShort')}
        </a>
        <button className="button" autoFocus>
          <X aria-hidden size={14} /> {t('output.close')}
        </button>
      </form>
      <img src={source} alt={alt} />
    </dialog>
  );
}
