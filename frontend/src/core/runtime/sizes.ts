import type { ServerLimits } from '../api/types';

export type Size = 'small' | 'medium' | 'large' | 'xl';

/** How much of a machine a run may use, as the server's presets name it. */
export const SIZES: Record<Size, { memory: string; bytes: number; cpu: number }> = {
  small: { memory: '256m', bytes: 256 << 20, cpu: 0.25 },
  medium: { memory: '512m', bytes: 512 << 20, cpu: 0.5 },
  large: { memory: '1g', bytes: 1 << 30, cpu: 1 },
  xl: { memory: '2g', bytes: 2 * (1 << 30), cpu: 2 },
};

/** The sizes that the server allows; all while it has not answered. */
export function allowedSizes(limits: ServerLimits | null): Size[] {
  const all = Object.keys(SIZES) as Size[];
  if (!limits) return all;
  return all.filter((size) => {
    const { memory, bytes, cpu } = SIZES[size];
    const offered = limits.presets.memory.includes(memory) && limits.presets.cpu.includes(cpu);
    return offered && bytes <= limits.max.memoryBytes && cpu <= limits.max.cpu;
  });
}

/** The next larger size that the server allows; null when this is the largest. */
export function larger(size: Size, limits: ServerLimits | null): Size | null {
  return allowedSizes(limits).find((other) => SIZES[other].bytes > SIZES[size].bytes) ?? null;
}
