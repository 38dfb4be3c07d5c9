const CHUNK = 16_384;

/**
 * A long text in pieces that end with a line. Text that grows keeps all pieces but the last, so that only the last is drawn
 * again. A line without an end is cut where it grows too long.
 */
export function chunks(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (text.length - start > CHUNK) {
    const end = text.indexOf('\n', start + CHUNK / 2) + 1;
    const next = end === 0 || end - start > 2 * CHUNK ? start + CHUNK : end;
    if (next >= text.length) break;
    pieces.push(text.slice(start, next));
    start = next;
  }
  pieces.push(text.slice(start));
  return pieces;
}

export function lineCount(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return text.endsWith('\n') ? count : count + 1;
}
