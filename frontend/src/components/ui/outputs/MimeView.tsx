import { lazy, Suspense } from 'react';
import type { MimeBundle } from '../../../core/api/types';
import { captionOf, richest, sizeOf, textOf } from '../../../core/text/bundle';
import { svgHeight } from '../../../core/text/extent';
import { Figure } from './Figure';
import { ForeignFrame } from './ForeignFrame';
import { HtmlView } from './HtmlView';
import { JsonTree } from './JsonTree';
import { StreamText } from './StreamText';

const Markdown = lazy(() => import('../../markdown/Markdown'));
const Latex = lazy(() => import('./Latex'));

interface Props {
  data: MimeBundle;
  metadata: unknown;
  cell: number;
  /** Which figure of its cell this is, from 1. */
  figure: number;
}

/** The dispatcher over MIME types: one component for each, the richest form first. */
export function MimeView({ data, metadata, cell, figure }: Props) {
  const type = richest(data);
  if (type === null) return null;
  const text = textOf(data[type]) ?? '';
  switch (type) {
    case 'image/png':
    case 'image/jpeg':
    case 'image/gif':
    case 'image/webp': {
      const source = `data:${type};base64,${text.replace(/\s/g, '')}`;
      const size = sizeOf(metadata, type);
      return <Figure source={source} cell={cell} figure={figure} caption={captionOf(metadata)} size={size} />;
    }
    case 'image/svg+xml':
      return <ForeignFrame markup={text} cell={cell} height={svgHeight(text)} paper />;
    case 'text/html':
      return <HtmlView html={text} cell={cell} />;
    case 'text/latex':
      return (
        <Suspense fallback={<StreamText text={textOf(data['text/plain']) ?? text} />}>
          <Latex source={text} />
        </Suspense>
      );
    case 'application/json':
      return <JsonTree value={data[type]} />;
    case 'text/markdown':
      return (
        <Suspense fallback={<StreamText text={text} />}>
          <Markdown text={text} closed />
        </Suspense>
      );
    case 'text/plain':
      return <StreamText text={text} />;
  }
}
