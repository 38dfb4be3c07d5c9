import { Braces, CircleQuestionMark, Folder, History, LibraryBig, List } from 'lucide-react';
import type { Panel } from '../../core/view';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';

const PANELS: [Panel, typeof Folder][] = [
  ['files', Folder],
  ['variables', Braces],
  ['outline', List],
  ['history', History],
  ['examples', LibraryBig],
  ['help', CircleQuestionMark],
];

/** The way to the panels; a bar at the bottom on a phone. */
export function Rail() {
  const t = useWords();
  const { show } = useCellhive();
  const open = usePage((page) => page.view.panel);
  return (
    <nav className="rail" aria-label={t('panel.rail')}>
      {PANELS.map(([panel, Icon]) => (
        <button
          type="button"
          key={panel}
          className={panel === 'help' ? 'end' : ''}
          aria-label={t(`panel.${panel}`)}
          title={t(`panel.${panel}`)}
          aria-expanded={open === panel}
          onClick={() => show({ panel: open === panel ? null : panel })}
        >
          <Icon aria-hidden size={19} />
        </button>
      ))}
    </nav>
  );
}
