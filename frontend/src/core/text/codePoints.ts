/** The number of characters before this place: Python counts characters, JavaScript counts halves of the rare ones. */
export function toCodePoints(text: string, at: number): number {
  return [...text.slice(0, at)].length;
}

/** The place in JavaScript's count after this many characters. */
export function fromCodePoints(text: string, count: number): number {
  return [...text].slice(0, count).join('').length;
}
