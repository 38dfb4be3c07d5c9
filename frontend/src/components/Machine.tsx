import type { TFunction } from 'i18next';
import type { Notebook } from '../core/cells/state';
import type { ServerLimits } from '../core/api/types';
import { useWords } from '../hooks/useWords';
import { useCellhive, usePage } from '../hooks/useCellhive';

const SIZES: Record<Notebook['size'], { preset: string; bytes: number; cpu: number }> = {
  small: { preset: '256m', bytes: 256 << 20, cpu: 0.25 },
  medium: { preset: '512m', bytes: 512 << 20, cpu: 0.5 },
  large: { preset: '1g', bytes: 1 << 30, cpu: 1 },
  xl: { preset: '2g', bytes: 2 * (1 << 30), cpu: 2 },
};

function allowed(size: Notebook['size'], limits: ServerLimits | null): boolean {
  if (!limits) return true;
  const { preset, bytes, cpu } = SIZES[size];
  const offered = limits.presets.memory.includes(preset) && limits.presets.cpu.includes(cpu);
  return offered && bytes <= limits.max.memoryBytes && cpu <= limits.max.cpu;
}

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
        {(Object.keys(SIZES) as Notebook['size'][])
          .filter((one) => allowed(one, limits))
          .map((one) => (
            <option key={one} value={one}>
              {sizeName(t, one)}
            </option>
          ))}
      </select>
    </div>
  );
}
