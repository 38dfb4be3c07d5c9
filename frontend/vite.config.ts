import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { pyodideFiles } from './demo.ts';

/** why: shared by what is loaded later, the first load would fall into dozens of files, and each costs a slow machine time. */
const chunks = [
  { name: 'editor', test: /node_modules\/(@codemirror|@lezer|@marijn|crelt|style-mod|w3c-keyname)\// },
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|zustand|lucide-react)\// },
  { name: 'core', test: /\/src\/(core\/(?!demo)|hooks\/)/ },
];

export default defineConfig(({ mode }) => {
  const demo = mode === 'demo';
  return {
    plugins: [react(), ...(demo ? [pyodideFiles()] : [])],
    // why an alias: a page with a server carries nothing of the demo.
    resolve: {
      alias: { '#server': new URL(demo ? 'src/core/demo' : 'src/core/api', import.meta.url).pathname + '/server.ts' },
    },
    // why relative: a demo may lie in any folder of a static site.
    base: demo ? './' : '/',
    server: { port: 5173, strictPort: true },
    preview: { port: 5173, strictPort: true },
    worker: { format: 'es' as const },
    build: {
      target: 'es2022',
      outDir: demo ? 'dist-demo' : 'dist',
      rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
    },
    test: { include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'], testTimeout: 15_000 },
  };
});
