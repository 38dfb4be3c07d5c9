import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { Version } from '../../core/library/database';
import { difference, sameText } from '../../core/library/versions';
import { moment } from '../../core/text/format';
import { toast } from '../../hooks/toast';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { VersionText } from './VersionText';

/** Earlier states of the notebook, and the way back to them. */
export default function HistoryPanel() {
  const t = useWords();
  const { shelf, dispatch, store } = useCellhive();
  const id = usePage((page) => page.id);
  const saved = usePage((page) => page.save === 'saved');
  // why deferred: counting lines must not slow down typing.
  const present = useDeferredValue(usePage((page) => page.notebook));
  const here = usePage((page) => page.holder === 'here');
  const [versions, setVersions] = useState<Version[]>([]);
  useEffect(() => {
    if (saved) void shelf?.versions.list(id).then(setVersions);
  }, [shelf, id, saved, present.cells.length]);
  const rows = useMemo(
    () =>
      versions.map((version) => ({
        version,
        same: sameText(version.notebook, present),
        ...difference(version.notebook, present),
      })),
    [versions, present],
  );
  const restore = async (version: Version) => {
    const before = store.getState().notebook;
    await shelf?.restore(version.notebook, (notebook) => dispatch({ type: 'notebookReplaced', notebook }));
    const undo = { label: t('page.undo'), onClick: () => dispatch({ type: 'notebookReplaced', notebook: before }) };
    toast(t('book.restored'), { action: undo });
  };
  return (
    <>
      <p className="hint">{t(versions.length === 0 ? 'book.historyEmpty' : 'book.historyHint')}</p>
      <ul className="history">
        {rows.map(({ version, same, added, removed }) => (
          <li key={version.at}>
            <span className="history-at">{moment(version.at)}</span>
            <small>
              {t('book.blocks', { count: version.notebook.cells.length })} ·{' '}
              {same ? t('book.present') : t('book.changes', { added, removed })}
            </small>
            <VersionText notebook={version.notebook} at={moment(version.at)} />
            <button
              type="button"
              className="button"
              disabled={same || !here}
              aria-label={t('book.restoreThis', { at: moment(version.at) })}
              onClick={() => void restore(version)}
            >
              {t('book.restore')}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
