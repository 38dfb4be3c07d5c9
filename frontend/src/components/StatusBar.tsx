import type { TFunction } from 'i18next';
import { ShieldCheck } from 'lucide-react';
import type { Connection } from '../core/stream/stream';
import { useWords } from '../hooks/useWords';
import { useCursorPlace } from '../hooks/useCursor';
import { usePage } from '../hooks/useCellhive';

export function StatusBar() {
  const t = useWords();
  const connection = usePage((page) => page.connection);
  const cursor = useCursorPlace();
  return (
    <footer className="status-bar">
      <span className={`connection ${connection.kind}`} role="status">
        {sentence(t, connection)}
      </span>
      <span className="wide">
        <ShieldCheck aria-hidden size={13} /> {t('page.sandbox')}
      </span>
      <span className="space" />
      {cursor && <span className="wide">{t('panel.cursor', { ...cursor })}</span>}
      <span className="wide">{t('page.keys')}</span>
    </footer>
  );
}

function sentence(t: TFunction, connection: Connection): string {
  switch (connection.kind) {
    case 'connecting':
      return t('page.connecting');
    case 'live':
      return t('page.live');
    case 'polling':
      return t('page.polling');
    case 'offline':
      return t('page.offline', { since: connection.since });
  }
}
