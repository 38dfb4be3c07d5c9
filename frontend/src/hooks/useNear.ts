import { useEffect, useState, type RefObject } from 'react';
import { inTurn } from './inTurn';

/** How far from the window something counts as near it. */
const MARGIN = '800px 0px';

/** Whether an element has come near the visible part of the notebook; once true it stays so. */
export function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    // why the slot: what lies in a slot out of sight has no place that could be looked at.
    const watched = element.current?.closest('.slot') ?? element.current;
    if (near || !watched) return;
    let turn: (() => void) | null = null;
    const look = ([entry]: IntersectionObserverEntry[]) => {
      if (!entry?.isIntersecting || turn) return;
      turn = inTurn(() => setNear(true));
    };
    const observer = new IntersectionObserver(look, { root: watched.closest('.scroll'), rootMargin: MARGIN });
    observer.observe(watched);
    return () => {
      observer.disconnect();
      turn?.();
    };
  }, [element, near]);
  return near;
}
