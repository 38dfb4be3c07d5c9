export type CodeEditor = typeof import('./CodeEditor').default;

let loading: Promise<CodeEditor> | null = null;
let loaded: CodeEditor | null = null;

/** The editor's own chunk, asked for once. why not lazy(): React shows what was lazy a third of a second late. */
export function loadEditor(): Promise<CodeEditor> {
  loading ??= import('./CodeEditor').then(
    (module) => (loaded = module.default),
    (failed: unknown) => {
      loading = null;
      throw failed;
    },
  );
  return loading;
}

/** The editor, where it is here already. */
export function loadedEditor(): CodeEditor | null {
  return loaded;
}
