import { pythonLanguage } from '@codemirror/lang-python';
import { highlightCode } from '@lezer/highlight';
import type { ReactNode } from 'react';
import { colours } from '../editor/colours';

/** Python in colours, to read only. */
export function PythonCode({ code }: { code: string }) {
  const parts: ReactNode[] = [];
  const put = (text: string, classes: string) =>
    parts.push(
      classes === '' ? (
        text
      ) : (
        <span key={parts.length} className={classes}>
          {text}
        </span>
      ),
    );
  highlightCode(code, pythonLanguage.parser.parse(code), colours, put, () => parts.push('\n'));
  return <code>{parts}</code>;
}
