import Anser from 'anser';

export interface Span {
  text: string;
  /** Class names for colour and weight; '' for plain text. */
  style: string;
}

/** What a terminal would show in the end: carriage returns write over their line, backspaces step back. */
export function settle(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => settleLine(line).shown)
    .join('\n');
}

/**
 * The text in fewer characters, with the same meaning whatever is printed next: a progress bar that wrote its line a
 * thousand times over keeps the last of them.
 */
export function tidy(text: string): string {
  const start = text.lastIndexOf('\n') + 1;
  const line = text.slice(start);
  // why the pair waits: its second half may come with the next output.
  if (line.indexOf('\r') < 0 || line.endsWith('\r')) return text;
  const { shown, written } = settleLine(line);
  return text.slice(0, start) + (shown === written ? shown : `${shown}\r${written}`);
}

function settleLine(line: string): { shown: string; written: string } {
  let shown = '';
  let written = '';
  for (const part of line.split('\r')) {
    written = eraseBack(part);
    // why whole: colours are invisible characters, so columns of the two do not match.
    const whole = written.includes('\u001b') && written !== '';
    shown = whole ? written : written + shown.slice(written.length);
  }
  return { shown, written };
}

function eraseBack(text: string): string {
  if (!text.includes('\b')) return text;
  const kept: string[] = [];
  for (const character of text) {
    if (character === '\b') kept.pop();
    else kept.push(character);
  }
  return kept.join('');
}

/** Text with ANSI colours as spans; nothing of it is ever HTML. */
export function spans(text: string): Span[] {
  if (!text.includes('\u001b')) return [{ text, style: '' }];
  return Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map((piece) => ({
    text: piece.content,
    style: [piece.fg, piece.bg && `${piece.bg}-bg`, ...(piece.decorations ?? []).map((name) => `ansi-${name}`)]
      .filter(Boolean)
      .join(' '),
  }));
}
