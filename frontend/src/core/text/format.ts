import { i18n } from '../words/i18n';

const units = ['B', 'kB', 'MB', 'GB'];

/** 0.25 → "0.25", in Turkish "0,25". */
export function number(value: number, mostDigits = 2, leastDigits = 0): string {
  return new Intl.NumberFormat(i18n.language, {
    maximumFractionDigits: mostDigits,
    minimumFractionDigits: leastDigits,
  }).format(value);
}

/** 1,048,576 → "1 MB"; binary steps under the names that students know. */
export function bytes(size: number): string {
  let unit = 0;
  let value = size;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return i18n.t('unit.bytes', { value: number(value, unit === 0 || value >= 100 ? 0 : 1), unit: units[unit] });
}

/** 420 → "0.42 s", 12,300 → "12.3 s", 95,000 → "1 min 35 s". */
export function clock(ms: number): string {
  const digits = ms < 10_000 ? 2 : 1;
  if (ms < 60_000) return i18n.t('unit.seconds', { value: number(ms / 1000, digits, digits) });
  const seconds = Math.round(ms / 1000);
  return i18n.t('unit.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

/** The hour and minute of an instant in epoch milliseconds. */
export function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString(i18n.language, { hour: '2-digit', minute: '2-digit' });
}

/** An instant as people say it: the time today, the day and month before. */
export function moment(at: number, now = Date.now()): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  if (today) return timeOfDay(at);
  return new Date(at).toLocaleString(i18n.language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
