import { useEffect } from 'react';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { VariableTable } from '../ui/VariableTable';

/** What the session's cells have defined; read again after each run. */
export function VariablesPanel() {
  const t = useWords();
  const { session } = useCellhive();
  const alone = usePage((page) => page.notebook.alone);
  const { info, variables } = usePage((page) => page.session);
  useEffect(() => void session.look(), [session]);
  if (alone) return <p className="hint">{t('session.variables.alone')}</p>;
  if (info?.status === 'parked' && info.executionCount > 0)
    return <p className="hint">{t('session.variables.asleep')}</p>;
  if (!variables || variables.length === 0) return <p className="hint">{t('session.variables.none')}</p>;
  return <VariableTable variables={variables} />;
}
