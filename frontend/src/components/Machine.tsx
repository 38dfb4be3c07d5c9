import type { TFunction } from 'i18next';
import type { Notebook } from '../core/cells/state';
import { allowedSizes, SIZES } from '../core/runtime/sizes';
import { useWords } from '../hooks/useWords';
import { useCellhive, usePage } from '../hooks/useCellhive';

function sizeName(t: TFunction, size: Notebook['size']): string {
  return t('runtime.sizeOf', { name: t(`runtime.${size}`), memory: SIZES[size].bytes, cpu: SIZES[size].cpu });
}

/** The runtime pill: which Python, and how much of a machine. */
export function Machine() {
  const t = useWords();
  const { dispatch } = useCellhive();
  const { runtime, size } = usePage((page) => page.notebook);
  const runtimes = usePage((page) => page.runtimes) ?? [];
  const limits = usePage((page) => page.limits);
  const known = runtimes.some((one) => one.name === runtime);
  return (
    <div className="machine">
      <select
        aria-label={t('runtime.label')}
        value={runtime}
        onChange={(event) => dispatch({ type: 'runtimeChosen', runtime: event.target.value })}
      >
        {!known && <option value={runtime}>{runtime}</option>}
        {runtimes.map((one) => (
          <option key={one.name} value={one.name} disabled={!one.available} title={one.packages.join(', ')}>
            {one.available ? one.title : t('runtime.unavailable', { name: one.title, reason: one.reason ?? '' })}
          </option>
        ))}
      </select>
      <select
        aria-label={t('runtime.size')}
        value={size}
        onChange={(event) => dispatch({ type: 'sizeChosen', size: event.target.value as Notebook['size'] })}
      >
        {allowedSizes(limits).map((one) => (
          <option key={one} value={one}>
            {sizeName(t, one)}
          </option>
        ))}
      </select>
    </div>
  );
}
