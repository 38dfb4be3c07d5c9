const units = ['B', 'kB', 'MB', 'GB'];

/** 1,048,576 → "1 MB"; binary steps under the names that students know. */
export function bytes(size: number): string {
  let unit = 0;
  let value = size;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const text = unit === 0 || value >= 100 ? Math.round(value).toString() : (Math.round(value * 10) / 10).toString();
  return `${text} ${units[unit]}`;
}

/** 420 → "0.42 s", 12,300 → "12.3 s", 95,000 → "1 min 35 s". */
export function clock(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** 1 → "1st", 12 → "12th". */
export function place(position: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd' }[
    new Intl.PluralRules('en', { type: 'ordinal' }).select(position) as 'one'
  ];
  return `${position}${suffix ?? 'th'}`;
}
