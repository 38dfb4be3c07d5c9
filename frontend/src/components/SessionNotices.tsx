import { restartAsked } from '../core/session/state';
import { useCellhive, usePage } from '../hooks/useCellhive';
import { useCommands } from '../hooks/useCommands';
import { useWords } from '../hooks/useWords';

/** What one has to know about the session before running on, each in a sentence. */
export function SessionNotices() {
  const t = useWords();
  const perform = useCommands();
  const { dispatch } = useCellhive();
  const { alone, runtime, size } = usePage((page) => page.notebook);
  const { info, lost, trouble } = usePage((page) => page.session);
  const title = usePage((page) => page.runtimes?.find((one) => one.name === runtime)?.title ?? runtime);
  if (alone) {
    return (
      <p className="note">
        {t('session.aloneLong')}{' '}
        <button type="button" className="link" onClick={() => dispatch({ type: 'aloneChosen', alone: false })}>
          {t('session.share')}
        </button>
      </p>
    );
  }
  return (
    <>
      {lost && (
        <p className="note trouble" role="status">
          {t('session.lost')}
        </p>
      )}
      {trouble !== null && (
        <p className="note trouble" role="status">
          {trouble}
        </p>
      )}
      {restartAsked(info, runtime, size) && (
        <p className="note" role="status">
          {t('session.restartToApply', { what: `${title} · ${t(`runtime.${size}`)}` })}{' '}
          <button type="button" className="link" onClick={() => perform('restart')}>
            {t('session.apply')}
          </button>
        </p>
      )}
    </>
  );
}
