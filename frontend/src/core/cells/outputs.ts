import type { Output } from '../api/types';
import { tidy } from '../text/terminal';

export interface Shown {
  outputs: Output[];
  /** A clear_output with wait: the next output replaces everything. */
  clearNext: boolean;
}

export const nothingShown: Shown = { outputs: [], clearNext: false };

/** What stands on the page after one more output. Pure. */
export function show(before: Shown, output: Output): Shown {
  if (output.output_type === 'clear_output') {
    return output.wait ? { ...before, clearNext: true } : nothingShown;
  }
  const outputs = before.clearNext ? [] : before.outputs;
  switch (output.output_type) {
    case 'stream':
      return { outputs: withText(outputs, output), clearNext: false };
    case 'update_display_data':
      return { outputs: outputs.map((old) => updated(old, output)), clearNext: false };
    case 'display_data':
    case 'execute_result':
    case 'error':
      return { outputs: [...outputs, output], clearNext: false };
  }
}

function withText(outputs: Output[], more: Output & { output_type: 'stream' }): Output[] {
  const last = outputs.at(-1);
  if (last?.output_type !== 'stream' || last.name !== more.name) return [...outputs, more];
  const text = last.text + more.text;
  // why only then: a look into a long text copies it, and most text writes over nothing.
  return [...outputs.slice(0, -1), { ...last, text: more.text.includes('\r') ? tidy(text) : text }];
}

function updated(old: Output, update: Update): Output {
  const id = update.transient?.display_id;
  return old.output_type === 'display_data' && id !== undefined && old.transient?.display_id === id
    ? { ...old, data: update.data, metadata: update.metadata }
    : old;
}

type Update = Output & { output_type: 'update_display_data' };

/** What stood there before with this update in it; the same object when the display is another's. */
export function updatedBy(shown: Shown, update: Update): Shown {
  const outputs = shown.outputs.map((old) => updated(old, update));
  return outputs.some((output, index) => output !== shown.outputs[index]) ? { ...shown, outputs } : shown;
}

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** For each output, which picture of its cell it is or would be, from 1. */
export function figureNumbers(outputs: Output[]): number[] {
  let next = 1;
  return outputs.map((output) => (isPicture(output) ? next++ : next));
}

/** How many pictures stand on the page. */
export function figureCount(outputs: Output[]): number {
  return outputs.filter(isPicture).length;
}

function isPicture(output: Output): boolean {
  return 'data' in output && PICTURES.some((type) => type in output.data);
}
