const waiting: (() => void)[] = [];
let turning = false;

/** Does what many ask for at the same moment one by one, with room for keys and a picture between. Returns the way to take it back. */
export function inTurn(act: () => void): () => void {
  waiting.push(act);
  if (!turning) next();
  return () => {
    const at = waiting.indexOf(act);
    if (at >= 0) waiting.splice(at, 1);
  };
}

function next(): void {
  const act = waiting.shift();
  turning = act !== undefined;
  if (!act) return;
  act();
  requestAnimationFrame(() => setTimeout(next));
}
