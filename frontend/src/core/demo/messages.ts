import type { Output } from '../api/types';

/** What the page says to Python in its Web Worker. */
export interface RunCell {
  code: string;
  cell: number;
  /** Without the variables of other cells. */
  alone: boolean;
  files: { name: string; bytes: Uint8Array }[];
}

/** What Python's Web Worker says to the page. */
export type FromPython =
  | { type: 'started' }
  | { type: 'output'; output: Output }
  | { type: 'made'; name: string; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'ended'; error: { ename: string; evalue: string } | null }
  | { type: 'broken'; why: string };
