import type { MimeBundle } from '../../../core/api/types';
import { htmlHeight, svgHeight } from '../../../core/text/extent';
import { Figure } from './Figure';
import { ForeignFrame } from './ForeignFrame';
import { StreamText } from './StreamText';

interface Props {
  data: MimeBundle;
  cell: number;
  /** Which figure of its cell this is, from 1. */
  figure: number;
}

/** The richest form that this page can show safely; the order is the preference. */
export function MimeView({ data, cell, figure }: Props) {
  for (const type of ['image/png', 'image/jpeg', 'image/gif'] as const) {
    const image = textOf(data[type]);
    if (image !== null)
      return <Figure source={`data:${type};base64,${image.replace(/\s/g, '')}`} cell={cell} figure={figure} />;
  }
  const svg = textOf(data['image/svg+xml']);
  if (svg !== null) return <ForeignFrame markup={svg} cell={cell} height={svgHeight(svg)} paper />;
  const html = textOf(data['text/html']);
  if (html !== null) return <ForeignFrame markup={html} cell={cell} height={htmlHeight(html)} />;
  const json = data['application/json'];
  if (json !== undefined) return <StreamText text={JSON.stringify(json, null, 2)} />;
  return <StreamText text={textOf(data['text/markdown']) ?? textOf(data['text/plain']) ?? ''} />;
}

/** nbformat allows a text as a list of lines. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join('') : null;
}
