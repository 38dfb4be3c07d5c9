import type { Output } from '../../core/api/types';
import { ErrorOutput } from './ErrorOutput';
import { MimeView } from './MimeView';
import { StreamText } from './StreamText';

/** The dispatcher over the kinds of nbformat. */
export function OutputView({ output, cell, figure }: { output: Output; cell: number; figure: number }) {
  switch (output.output_type) {
    case 'stream':
      return <StreamText text={output.text} stderr={output.name === 'stderr'} />;
    case 'error':
      return <ErrorOutput ename={output.ename} evalue={output.evalue} traceback={output.traceback} />;
    case 'display_data':
    case 'execute_result':
      return <MimeView data={output.data} cell={cell} figure={figure} />;
    case 'update_display_data':
    case 'clear_output':
      return null;
  }
}
