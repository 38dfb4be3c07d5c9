import type { Output } from '../../../core/api/types';
import { ErrorOutput } from './ErrorOutput';
import { MimeView } from './MimeView';
import { StreamText } from './StreamText';

interface Props {
  output: Output;
  cell: number;
  figure: number;
  /** The number of the first line of the cell. */
  firstLine: number;
}

/** The dispatcher over the kinds of nbformat. */
export function OutputView({ output, cell, figure, firstLine }: Props) {
  switch (output.output_type) {
    case 'stream':
      return <StreamText text={output.text} stderr={output.name === 'stderr'} />;
    case 'error':
      return <ErrorOutput {...output} cell={cell} firstLine={firstLine} />;
    case 'display_data':
    case 'execute_result':
      return <MimeView data={output.data} cell={cell} figure={figure} />;
    case 'update_display_data':
    case 'clear_output':
      return null;
  }
}
