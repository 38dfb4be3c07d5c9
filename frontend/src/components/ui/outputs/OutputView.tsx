import type { Output } from '../../../core/api/types';
import { leftOut } from '../../../core/text/leftOut';
import type { Find, Spot } from '../../../core/text/traceback';
import { CutMark } from './CutMark';
import { ErrorOutput } from './ErrorOutput';
import { MimeView } from './MimeView';
import { StreamText } from './StreamText';

interface Props {
  output: Output;
  cell: number;
  figure: number;
  find: Find;
  onGoTo: (spot: Spot, line: number) => void;
}

/** The dispatcher over the kinds of nbformat. */
export function OutputView({ output, cell, figure, find, onGoTo }: Props) {
  switch (output.output_type) {
    case 'stream': {
      const cut = leftOut(output.text);
      return cut === null ? (
        <StreamText text={output.text} stderr={output.name === 'stderr'} />
      ) : (
        <CutMark bytes={cut} />
      );
    }
    case 'error':
      return <ErrorOutput {...output} find={find} onGoTo={onGoTo} />;
    case 'display_data':
    case 'execute_result':
      return <MimeView data={output.data} metadata={output.metadata} cell={cell} figure={figure} />;
    case 'update_display_data':
    case 'clear_output':
      return null;
  }
}
