import { ShieldCheck } from 'lucide-react';
import type { Connection } from '../core/stream/stream';
import { words } from '../core/words';
import { usePage } from '../hooks/useCellhive';

export function StatusBar() {
  const connection = usePage((page) => page.connection);
  return (
    <footer className="status-bar">
      <span className={`connection ${connection.kind}`} role="status">
        {sentence(connection)}
      </span>
      <span className="wide">
        <ShieldCheck aria-hidden size={13} /> {words.sandbox}
      </span>
      <span className="space" />
      <span className="wide">{words.keys}</span>
    </footer>
  );
}

function sentence(connection: Connection): string {
  switch (connection.kind) {
    case 'connecting':
      return words.connecting;
    case 'live':
      return words.live;
    case 'polling':
      return words.polling;
    case 'offline':
      return words.offline(new Date(connection.since).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }));
  }
}
