import Anser from 'anser';

export interface Span {
  text: string;
  /** Class names for colour and weight; '' for plain text. */
  style: string;
}

/** What a terminal would show in the end: carriage returns write over their line, backspaces step back. */
export function settle(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text.replaceAll('\r\n', '\n').split('\n').map(settleLine).join('\n');
}

function settleLine(line: string): string {
  if (!/[\r\b]/.test(line)) return line;
  let shown = '';
  for (const part of line.split('\r')) {
    const written = eraseBack(part);
    shown = written + shown.slice(written.length);
  }
  return shown;
}

function eraseBack(text: string): string {
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
