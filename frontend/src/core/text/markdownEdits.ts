/** A text with what is selected of it. */
export interface Selected {
  text: string;
  from: number;
  to: number;
}

export type MarkdownTool = 'heading' | 'bold' | 'italic' | 'code' | 'bullets' | 'numbers' | 'formula';

/** The text after a tool of the writing bar; a second press takes it back. Pure. */
export function apply(tool: MarkdownTool, state: Selected): Selected {
  switch (tool) {
    case 'bold':
      return wrap(state, '**');
    case 'italic':
      return wrap(state, '_');
    case 'code':
      return state.text.slice(state.from, state.to).includes('\n') ? fence(state) : wrap(state, '`');
    case 'formula':
      return wrap(state, '$');
    case 'heading':
      return lines(state, heading);
    case 'bullets':
      return lines(state, (line) => line.replace(/^(\d+\. |- )?/, (had) => (had === '- ' ? '' : '- ')));
    case 'numbers':
      return lines(state, (line, index) =>
        line.replace(/^(\d+\. |- )?/, (had) => (/^\d/.test(had) ? '' : `${index + 1}. `)),
      );
  }
}

/** A link over the selection; an address without a scheme is one of the web. */
export function link({ text, from, to }: Selected, address: string): Selected {
  const target = withScheme(address.trim());
  const label = text.slice(from, to) || target.replace(/^https?:\/\//, '');
  const made = `[${label}](${target})`;
  return { text: text.slice(0, from) + made + text.slice(to), from: from + 1, to: from + 1 + label.length };
}

export function withScheme(address: string): string {
  return /^([a-z][a-z0-9+.-]*:(?!\d)|#|\/)/i.test(address) ? address : `https://${address}`;
}

function wrap({ text, from, to }: Selected, mark: string): Selected {
  const size = mark.length;
  const outside = text.slice(from - size, from) === mark && text.slice(to, to + size) === mark;
  if (outside) {
    const bare = text.slice(0, from - size) + text.slice(from, to) + text.slice(to + size);
    return { text: bare, from: from - size, to: to - size };
  }
  return {
    text: text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to),
    from: from + size,
    to: to + size,
  };
}

function fence({ text, from, to }: Selected): Selected {
  const open = '```python\n';
  return {
    text: `${text.slice(0, from)}${open}${text.slice(from, to)}\n\`\`\`${text.slice(to)}`,
    from: from + open.length,
    to: to + open.length,
  };
}

/** No heading, then three depths of it, then none again. */
function heading(line: string): string {
  const depth = /^(#{1,6}) /.exec(line)?.[1]?.length ?? 0;
  const bare = line.replace(/^#{1,6} /, '');
  return depth >= 3 ? bare : `${'#'.repeat(depth + 1)} ${bare}`;
}

/** Changes each line that the selection touches; the selection then covers them. */
function lines({ text, from, to }: Selected, change: (line: string, index: number) => string): Selected {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to);
  const end = next < 0 ? text.length : next;
  const changed = text.slice(start, end).split('\n').map(change).join('\n');
  const whole = text.slice(0, start) + changed + text.slice(end);
  const last = start + changed.length;
  return from === to ? { text: whole, from: last, to: last } : { text: whole, from: start, to: last };
}
