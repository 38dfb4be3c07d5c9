import type { MimeBundle } from '../../core/api/types';
import { Figure } from './Figure';
import { HtmlFrame } from './HtmlFrame';
import { StreamText } from './StreamText';

interface Props {
  data: MimeBundle;
  cell: number;
  index: number;
}

/** The richest form that this page can show safely; the order is the preference. */
export function MimeView({ data, cell, index }: Props) {
  for (const type of ['image/png', 'image/jpeg', 'image/gif'] as const) {
    const image = textOf(data[type]);
    if (image !== null)
      return <Figure source={`data:${type};base64,${image.replace(/\s/g, '')}`} cell={cell} index={index} />;
  }
  const svg = textOf(data['image/svg+xml']);
  // why an img: a picture loaded so runs no script and reaches nothing.
  if (svg !== null)
    return <Figure source={`data:image/svg+xml,${encodeURIComponent(svg)}`} cell={cell} index={index} />;
  const html = textOf(data['text/html']);
  if (html !== null) return <HtmlFrame html={html} cell={cell} />;
  const json = data['application/json'];
  if (json !== undefined) return <StreamText text={JSON.stringify(json, null, 2)} />;
  return <StreamText text={textOf(data['text/markdown']) ?? textOf(data['text/plain']) ?? ''} />;
}

/** nbformat allows a text as a list of lines. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join('') : null;
}
