interface Props {
  value: number;
  most: number;
  /** Shown above; without one, `name` names the bar. */
  label?: string;
  name?: string;
  tone?: 'ok' | 'run';
}

/** How much of something is used. */
export function Meter({ value, most, label, name, tone = 'ok' }: Props) {
  const part = most > 0 ? Math.min(1, value / most) : 0;
  return (
    <div className="meter-row">
      {label !== undefined && <small>{label}</small>}
      <div
        className={`meter ${part >= 0.9 && tone === 'ok' ? 'stop' : tone}`}
        role="progressbar"
        aria-label={label ?? name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
      >
        <i style={{ width: `${part * 100}%` }} />
      </div>
    </div>
  );
}
