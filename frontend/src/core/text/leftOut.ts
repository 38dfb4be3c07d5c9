/** The bytes that the runner says it left out, when a text says just that. */
export function leftOut(text: string): number | null {
  const digits = /^\s*… (\d+) bytes left out …\s*$/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
