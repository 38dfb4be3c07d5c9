import { useEffect } from 'react';
import { runOf, type Cell, type Run } from '../../core/cells/state';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { VariableTable } from '../ui/VariableTable';

/** What the session's cells have defined; read again after each run. */
export default function VariablesPanel() {
  const t = useWords();
  const { session } = useCellhive();
  const alone = usePage((page) => page.notebook.alone);
  const { info, variables } = usePage((page) => page.session);
  const defined = usePage((page) => newestRun(page.notebook.cells)?.defined);
  useEffect(() => void session.look(), [session]);
  if (alone) return <p className="hint">{t('session.variables.alone')}</p>;
  if (info?.status === 'parked' && info.executionCount > 0)
    return <p className="hint">{t('session.variables.asleep')}</p>;
  if (!variables || variables.length === 0) return <p className="hint">{t('session.variables.none')}</p>;
  const changes = new Map(defined?.map((one) => [one.name, one.change]));
  const marked = variables.map((one) => ({ ...one, change: changes.get(one.name) ?? null }));
  return <VariableTable variables={marked} />;
}

/** The run that the session went through last. */
function newestRun(cells: Cell[]): Run | null {
  return cells.map(runOf).reduce((newest, run) => {
    return run && (run.executionCount ?? 0) > (newest?.executionCount ?? 0) ? run : newest;
  }, null);
}
