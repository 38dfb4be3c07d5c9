import { Hexagon, Play, RotateCcw, Share2, Square } from 'lucide-react';
import { useEffect } from 'react';
import { isActive, runOf } from '../../core/cells/state';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useCommands } from '../../hooks/useCommands';
import { useWords } from '../../hooks/useWords';
import { MoreMenu } from './MoreMenu';
import { Notebooks } from './Notebooks';
import { RuntimeMenu } from './RuntimeMenu';
import { Saved } from './Saved';

export function Header({ theme }: { theme: 'light' | 'dark' }) {
  const t = useWords();
  const perform = useCommands();
  const active = usePage((page) => page.notebook.cells.some((cell) => isActive(runOf(cell))));
  const here = usePage((page) => page.holder === 'here');
  return (
    <header className="header">
      <Hexagon className="logo" aria-hidden fill="currentColor" strokeWidth={0} />
      <Title />
      <Notebooks />
      <Saved />
      <span className="space" />
      <button
        type="button"
        className="button primary"
        disabled={!here}
        aria-label={t('page.runAll')}
        onClick={() => perform('runAll')}
      >
        <Play aria-hidden size={14} /> <span className="wide">{t('page.runAll')}</span>
      </button>
      {active && (
        <button type="button" className="button" aria-label={t('page.stopAll')} onClick={() => perform('stopAll')}>
          <Square aria-hidden size={13} /> <span className="wide">{t('page.stopAll')}</span>
        </button>
      )}
      <button
        type="button"
        className="button quiet"
        disabled={!here}
        aria-label={t('session.restartLabel')}
        title={t('session.restartLabel')}
        onClick={() => perform('restart')}
      >
        <RotateCcw aria-hidden size={14} /> <span className="wide">{t('session.restart')}</span>
      </button>
      <RuntimeMenu />
      <button
        type="button"
        className="button quiet"
        aria-label={t('command.share')}
        title={t('command.share')}
        onClick={() => perform('share')}
      >
        <Share2 aria-hidden size={14} /> <span className="wide">{t('command.share')}</span>
      </button>
      <MoreMenu theme={theme} />
    </header>
  );
}

/** The name of the notebook, to be changed in place. */
function Title() {
  const t = useWords();
  const { dispatch } = useCellhive();
  const title = usePage((page) => page.notebook.title);
  const here = usePage((page) => page.holder === 'here');
  useEffect(() => {
    document.title = t('page.tab', { title: title.trim() || t('page.untitled') });
  }, [t, title]);
  return (
    <input
      className="title"
      aria-label={t('page.title')}
      value={title}
      maxLength={120}
      readOnly={!here}
      onChange={(event) => dispatch({ type: 'titleEdited', title: event.target.value })}
    />
  );
}
