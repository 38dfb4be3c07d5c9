import { memo, useMemo } from 'react';
import { settle, spans } from '../../../core/text/terminal';

/** Text as a terminal shows it in the end. */
export const StreamText = memo(function StreamText({ text, stderr = false }: { text: string; stderr?: boolean }) {
  const pieces = useMemo(() => spans(settle(text)), [text]);
  return (
    <pre className={stderr ? 'text stderr' : 'text'}>
      {pieces.map((piece, index) =>
        piece.style === '' ? (
          piece.text
        ) : (
          <span key={index} className={piece.style}>
            {piece.text}
          </span>
        ),
      )}
    </pre>
  );
});
