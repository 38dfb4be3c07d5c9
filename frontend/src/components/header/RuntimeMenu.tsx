import { ChevronDown } from 'lucide-react';
import { lazy } from 'react';
import { isActive, runOf } from '../../core/cells/state';
import { usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { MenuButton } from '../ui/MenuButton';

const RuntimeChoices = lazy(() => import('./RuntimeChoices'));

/** The runtime pill: which Python, how much of a machine, how the session is; opens the choice of all three. */
export function RuntimeMenu() {
  const t = useWords();
  const runtime = usePage((page) => page.notebook.runtime);
  const size = usePage((page) => page.notebook.size);
  const alone = usePage((page) => page.notebook.alone);
  const title = usePage((page) => page.runtimes?.find((one) => one.name === runtime)?.title ?? runtime);
  const state = useSessionState();
  const face = (
    <>
      <span className="hidden">{t('runtime.label')}: </span>
      <i className={`dot ${state}`} aria-hidden />
      <b>{title}</b> <span className="wide">{t(`runtime.${size}`)}</span>{' '}
      {!alone && <span className="wide state">{t(`session.${state}`)}</span>}
      <ChevronDown aria-hidden size={14} />
    </>
  );
  return <MenuButton className="runtime" face={face} Items={RuntimeChoices} about={{}} />;
}

/** One word for the session. */
function useSessionState(): 'none' | 'parked' | 'idle' | 'busy' {
  const busy = usePage((page) => page.notebook.cells.some((cell) => isActive(runOf(cell))));
  const info = usePage((page) => page.session.info);
  if (busy) return 'busy';
  if (info === null) return 'none';
  return info.status === 'parked' && info.executionCount > 0 ? 'parked' : 'idle';
}
