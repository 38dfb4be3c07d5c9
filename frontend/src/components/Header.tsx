import { Hexagon, Moon, Play, Square, Sun } from 'lucide-react';
import { useEffect } from 'react';
import { isActive } from '../core/cells/state';
import { useWords } from '../hooks/useWords';
import { useCellhive, usePage } from '../hooks/useCellhive';
import { Machine } from './Machine';

export function Header({ theme, toggleTheme }: { theme: 'light' | 'dark'; toggleTheme: () => void }) {
  const t = useWords();
  const { dispatch, runs } = useCellhive();
  const title = usePage((page) => page.notebook.title);
  const saved = usePage((page) => page.saved);
  const active = usePage((page) => page.notebook.cells.some((cell) => isActive(cell.run)));
  useEffect(() => {
    document.title = t('page.tab', { title: title.trim() || t('page.untitled') });
  }, [t, title]);
  return (
    <header className="header">
      <Hexagon className="logo" aria-hidden fill="currentColor" strokeWidth={0} />
      <input
        className="title"
        aria-label={t('page.title')}
        value={title}
        maxLength={120}
        onChange={(event) => dispatch({ type: 'titleEdited', title: event.target.value })}
      />
      <span className={saved ? 'saved' : 'saved trouble'}>{saved ? t('page.saved') : t('page.notSaved')}</span>
      <span className="space" />
      {active ? (
        <button type="button" className="button" onClick={() => void runs.stopEverything()}>
          <Square aria-hidden size={14} /> {t('page.stopAll')}
        </button>
      ) : (
        <button type="button" className="button primary" onClick={() => void runs.runAll()}>
          <Play aria-hidden size={14} /> {t('page.runAll')}
        </button>
      )}
      <Machine />
      <button
        type="button"
        className="icon-button"
        aria-label={t('page.theme')}
        title={t('page.theme')}
        onClick={toggleTheme}
      >
        {theme === 'dark' ? <Sun aria-hidden size={16} /> : <Moon aria-hidden size={16} />}
      </button>
    </header>
  );
}
