import type { TFunction } from 'i18next';
import { isDemo } from '#server';
import { ShieldCheck } from 'lucide-react';
import type { Connection } from '../core/stream/stream';
import { useWords } from '../hooks/useWords';
import { useCursorPlace } from '../hooks/useCursor';
import { useMinutes } from '../hooks/useNow';
import { usePage } from '../hooks/useCellhive';

export function StatusBar() {
  const t = useWords();
  const connection = usePage((page) => page.connection);
  const cursor = useCursorPlace();
  return (
    <footer className="status-bar">
      <span className={`connection ${isDemo ? 'live' : connection.kind}`} role="status">
        {isDemo ? t('demo.runtime') : sentence(t, connection)}
      </span>
      <span className="wide">
        <ShieldCheck aria-hidden size={13} /> {t('page.sandbox')}
      </span>
      <span className="space" />
      <SessionAge />
      {cursor && <span className="wide">{t('panel.cursor', { ...cursor })}</span>}
      <span className="wide">{t('page.keys')}</span>
    </footer>
  );
}

/** How long the session lives; says when it sleeps. */
function SessionAge() {
  const t = useWords();
  const info = usePage((page) => page.session.info);
  const alone = usePage((page) => page.notebook.alone);
  const now = useMinutes();
  if (alone || info === null) return null;
  const minutes = Math.max(0, Math.floor((now - Date.parse(info.createdAt)) / 60_000));
  const asleep = info.status === 'parked' && info.executionCount > 0;
  return (
    <span className="wide" title={asleep ? t('session.parkedLong') : undefined}>
      {t('session.age', { minutes })}
      {asleep && ` · ${t('session.parked')}`}
    </span>
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
