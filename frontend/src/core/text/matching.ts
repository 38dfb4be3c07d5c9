/** Those whose name holds every word that was typed; names that begin with it first. Letters are letters, with or without their marks. */
export function matching<T>(wanted: string, all: readonly T[], name: (one: T) => string): T[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  const whole = plain(wanted).trim();
  return all
    .map((one) => ({ one, text: plain(name(one)) }))
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .sort((a, b) => Number(b.text.startsWith(whole)) - Number(a.text.startsWith(whole)))
    .map(({ one }) => one);
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[ıİ]/g, 'i').toLowerCase();
}
