import { cpSync, mkdirSync } from 'node:fs';
import type { Plugin } from 'vite';

const FILES = ['pyodide.asm.js', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json'];

/** Puts Pyodide's own files beside the built page, where the demo's Web Worker loads them from. */
export function pyodideFiles(): Plugin {
  return {
    name: 'pyodide-files',
    apply: 'build',
    writeBundle({ dir }) {
      const place = `${dir ?? 'dist-demo'}/pyodide`;
      mkdirSync(place, { recursive: true });
      for (const file of FILES) cpSync(`node_modules/pyodide/${file}`, `${place}/${file}`);
    },
  };
}
