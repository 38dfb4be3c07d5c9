import { pythonLanguage } from '@codemirror/lang-python';
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';
import type { ReactNode } from 'react';

const colours = tagHighlighter([
  { tag: tags.keyword, class: 'code-kw' },
  { tag: [tags.string, tags.special(tags.string)], class: 'code-str' },
  { tag: [tags.number, tags.bool, tags.null], class: 'code-num' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: 'code-fn' },
  { tag: tags.standard(tags.variableName), class: 'code-bi' },
  { tag: tags.comment, class: 'code-com' },
]);

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
