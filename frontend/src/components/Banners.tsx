import { FlaskConical, Info, Layers, X } from 'lucide-react';
import { isDemo } from '#server';
import { useCellhive, usePage } from '../hooks/useCellhive';
import { useWords } from '../hooks/useWords';

/** What the reader must know before going on, above the notebook. */
export function Banners() {
  const elsewhere = usePage((page) => page.holder === 'elsewhere');
  const notice = usePage((page) => page.notice);
  return (
    <div className="banners">
      {isDemo && <Demo />}
      {notice !== null && <Notice text={notice} />}
      {elsewhere && <Elsewhere />}
    </div>
  );
}

/** No server stands behind this page. */
function Demo() {
  const t = useWords();
  return (
    <div className="banner" role="note">
      <FlaskConical aria-hidden size={16} />
      <span>{t('demo.banner')}</span>
    </div>
  );
}

/** Another tab saves this notebook. */
function Elsewhere() {
  const t = useWords();
  const { shelf } = useCellhive();
  return (
    <div className="banner" role="alert">
      <Layers aria-hidden size={16} />
      <span>{t('book.elsewhere')}</span>
      <button type="button" className="button primary" onClick={() => void shelf?.takeOver()}>
        {t('book.takeOver')}
      </button>
    </div>
  );
}

function Notice({ text }: { text: string }) {
  const t = useWords();
  const { store } = useCellhive();
  return (
    <div className="banner" role="alert">
      <Info aria-hidden size={16} />
      <span>{text}</span>
      <button
        type="button"
        className="icon-button"
        aria-label={t('command.close')}
        onClick={() => store.setState({ notice: null })}
      >
        <X aria-hidden size={15} />
      </button>
    </div>
  );
}
