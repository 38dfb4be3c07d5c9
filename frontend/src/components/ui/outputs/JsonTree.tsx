import { useState } from 'react';
import { useWords } from '../../../hooks/useWords';

const MOST = 100;

/** JSON as a tree that opens level by level; what is closed is not drawn. */
export function JsonTree({ value }: { value: unknown }) {
  return (
    <div className="json">
      <Node name={null} value={value} open />
    </div>
  );
}

function Node({ name, value, open = false }: { name: string | null; value: unknown; open?: boolean }) {
  const [shown, setShown] = useState(open);
  const label = name !== null && <span className="json-name">{name}: </span>;
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="json-leaf">
        {label}
        <span className={`json-${value === null ? 'null' : typeof value}`}>{JSON.stringify(value)}</span>
      </div>
    );
  }
  const entries = Object.entries(value);
  const [left, right] = Array.isArray(value) ? '[]' : '{}';
  return (
    <details open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>
        {label}
        {left}
        {entries.length}
        {right}
      </summary>
      {shown && <Entries entries={entries} />}
    </details>
  );
}

function Entries({ entries }: { entries: [string, unknown][] }) {
  const t = useWords();
  const [most, setMost] = useState(MOST);
  return (
    <div className="json-inner">
      {entries.slice(0, most).map(([name, value]) => (
        <Node key={name} name={name} value={value} />
      ))}
      {entries.length > most && (
        <button type="button" className="link" onClick={() => setMost(most + 10 * MOST)}>
          {t('output.more', { count: entries.length - most })}
        </button>
      )}
    </div>
  );
}
