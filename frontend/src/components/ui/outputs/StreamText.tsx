import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { chunks, lineCount } from '../../../core/text/chunks';
import { settle, spans } from '../../../core/text/terminal';
import { useSlowly } from '../../../hooks/useSlowly';
import { LongText } from './LongText';

const LONG_LINES = 200;
const LINE_PX = 20;
const LARGE = 200_000;
const PAUSE_MS = 400;

/** Text as a terminal shows it in the end. A long one is drawn piece by piece, only where the reader looks. */
export const StreamText = memo(function StreamText({
  text: newest,
  stderr = false,
}: {
  text: string;
  stderr?: boolean;
}) {
  // why: drawing a large text takes as long as a few of its additions.
  const text = useSlowly(newest, newest.length > LARGE ? PAUSE_MS : 0);
  const pieces = useMemo(() => chunks(text), [text]);
  const lines = useMemo(() => lineCount(text), [text]);
  const [whole, setWhole] = useState(false);
  const scroller = useFollowing(text);
  const kind = `text${stderr ? ' stderr' : ''}${whole ? ' whole' : ''}`;
  return (
    <div className="stream">
      <div className={kind} ref={scroller} tabIndex={lines > LONG_LINES / 10 ? 0 : undefined} role="group">
        {pieces.map((piece, index) => (
          <Piece key={index} text={piece} alone={pieces.length === 1} />
        ))}
      </div>
      {lines > LONG_LINES && <LongText text={newest} lines={lines} whole={whole} onWhole={setWhole} />}
    </div>
  );
});

const Piece = memo(function Piece({ text, alone }: { text: string; alone: boolean }) {
  const parts = spans(settle(text.endsWith('\n') && !alone ? text.slice(0, -1) : text));
  const height = alone ? undefined : { containIntrinsicBlockSize: `auto ${lineCount(text) * LINE_PX}px` };
  return (
    <pre className={alone ? '' : 'piece'} style={height}>
      {parts.map((part, index) =>
        part.style === '' ? (
          part.text
        ) : (
          <span key={index} className={part.style}>
            {part.text}
          </span>
        ),
      )}
    </pre>
  );
});

/** Keeps the newest line in sight while the reader is at the end; a reader elsewhere, or a text that came at once, stays. */
function useFollowing(text: string) {
  const element = useRef<HTMLDivElement>(null);
  const before = useRef(0);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const wasAtEnd = box.scrollTop + box.clientHeight >= before.current - LINE_PX / 2;
    const grown = box.scrollHeight - before.current;
    if (wasAtEnd && before.current > 0 && grown > 0 && grown < box.clientHeight) box.scrollTop = box.scrollHeight;
    before.current = box.scrollHeight;
  }, [text]);
  return element;
}
