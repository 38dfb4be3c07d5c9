import { History } from 'lucide-react';
import type { Restored } from '../../core/api/sessions';
import { useWords } from '../../hooks/useWords';

/** Says that the variables were brought back, how, and what could not be. */
export function RestoredNotice({ restored }: { restored: Restored }) {
  const t = useWords();
  const { cause, replayed, failed, leftOut } = restored;
  return (
    <div className="restored" role="note">
      <History aria-hidden size={14} />
      <p>
        {t(`session.restored.${cause}`)}{' '}
        {replayed === 0 ? t('session.replayed0') : t('session.replayed', { count: replayed })}
      </p>
      {failed.length + leftOut.length > 0 && (
        <ul>
          {failed.map(({ executionCount, message }) => (
            <li key={executionCount}>{t('session.replayFailed', { cell: executionCount, message })}</li>
          ))}
          {leftOut.map(({ executionCount, message }) => (
            <li key={executionCount}>{t('session.leftOut', { cell: executionCount, message })}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
