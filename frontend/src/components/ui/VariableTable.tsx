import type { Variable } from '../../core/api/sessions';
import { useWords } from '../../hooks/useWords';

/** Names, kinds and values; what the last cell added or changed says so. */
export function VariableTable({ variables }: { variables: Variable[] }) {
  const t = useWords();
  return (
    <table className="variables" aria-label={t('session.variables.list')}>
      <tbody>
        {variables.map((variable) => (
          <tr key={variable.name} title={variable.repr}>
            <th scope="row">
              {variable.name}
              {variable.change && (
                <span className="change">
                  {t(variable.change === 'added' ? 'session.variables.added' : 'session.variables.changed')}
                </span>
              )}
            </th>
            <td>{summary(variable)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const PLAIN = new Set(['int', 'float', 'str', 'bool', 'complex', 'NoneType']);

/** A small value as it is; of a large one its type and how much is in it. */
function summary({ type, shape, length, repr }: Variable): string {
  if (PLAIN.has(type)) return repr;
  if (shape !== null) return `${type} ${shape}`;
  return length === null ? type : `${type} (${length})`;
}
