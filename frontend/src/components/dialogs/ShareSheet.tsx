import { Copy, Download, Send } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { writeIpynb } from '../../core/formats/writeIpynb';
import { withoutRuns } from '../../core/library/versions';
import { linkOf, LINK_MOST } from '../../core/share/link';
import { number } from '../../core/text/format';
import { ipynbOf, saveAs } from '../../hooks/saveAs';
import { toast } from '../../hooks/toast';
import { useCellhive } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { Sheet } from './Sheet';

/** Two ways to give a notebook away: a link that carries it, and its file. The default export: loaded when it is asked for. */
export default function ShareSheet() {
  const t = useWords();
  const link = useLink();
  const long = link !== null && link.length > LINK_MOST;
  const lengths = { size: number(link?.length ?? 0), most: number(LINK_MOST) };
  return (
    <Sheet title={t('share.title')} className="share-sheet">
      <h3>{t('share.link')}</h3>
      <p>{t('share.linkAbout')}</p>
      {link === null && <p role="status">{t('share.making')}</p>}
      {long && <p className="note trouble">{t('share.tooLong', lengths)}</p>}
      {link !== null && !long && (
        <>
          <LinkField link={link} />
          <small>{t('share.length', lengths)}</small>
        </>
      )}
      <h3>{t('share.file')}</h3>
      <p>{t('share.fileAbout')}</p>
      <FileButton />
    </Sheet>
  );
}

/** null while it is being made. */
function useLink(): string | null {
  const { store } = useCellhive();
  const [link, setLink] = useState<string | null>(null);
  useEffect(() => {
    const page = `${location.origin}${location.pathname}`;
    void writeIpynb(withoutRuns(store.getState().notebook), () => Promise.resolve(undefined))
      .then((file) => linkOf(file, page))
      .then(setLink);
  }, [store]);
  return link;
}

function LinkField({ link }: { link: string }) {
  const t = useWords();
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    field.current?.select();
    // why the old way too: without TLS a browser has no clipboard for pages.
    await (navigator.clipboard?.writeText(link) ?? Promise.reject(new Error('none'))).catch(() =>
      document.execCommand('copy'),
    );
    toast.success(t('share.copied'));
  };
  return (
    <div className="share-link">
      <input
        ref={field}
        className="field"
        readOnly
        aria-label={t('share.linkLabel')}
        value={link}
        onFocus={(event) => event.target.select()}
      />
      <button type="button" className="button primary" onClick={() => void copy()}>
        <Copy aria-hidden size={14} /> {t('share.copy')}
      </button>
    </div>
  );
}

/** Hands the file to another program of the device where it takes one, else to the downloads. */
function FileButton() {
  const t = useWords();
  const { store, shelf } = useCellhive();
  const sends = navigator.canShare?.({ files: [new File(['{}'], 'notebook.ipynb')] }) === true;
  const send = async () => {
    const page = store.getState();
    // why nothing on a failure: whoever closes the choice of programs wants no message.
    if (sends)
      await navigator.share({ files: [await ipynbOf(page, shelf)], title: page.notebook.title }).catch(() => undefined);
    else await saveAs('ipynb', page, shelf);
  };
  const Icon = sends ? Send : Download;
  return (
    <button type="button" className="button" onClick={() => void send()}>
      <Icon aria-hidden size={14} /> {t(sends ? 'share.send' : 'share.save')}
    </button>
  );
}
