import type { TFunction } from 'i18next';
import { ShieldCheck } from 'lucide-react';
import type { Connection } from '../core/stream/stream';
import { useWords } from '../hooks/useWords';
import { LanguageChoice } from './LanguageChoice';
import { usePage } from '../hooks/useCellhive';

export function StatusBar() {
  const t = useWords();
  const connection = usePage((page) => page.connection);
  return (
    <footer className="status-bar">
      <span className={`connection ${connection.kind}`} role="status">
        {sentence(t, connection)}
      </span>
      <span className="wide">
        <ShieldCheck aria-hidden size={13} /> {t('page.sandbox')}
      </span>
      <span className="space" />
      <span className="wide">{t('page.keys')}</span>
      <LanguageChoice />
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
