const LATEST_MS = 3_000;

/** Resolves when the page stands and has nothing better to do: what nobody sees at first is loaded then. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: LATEST_MS });
    // why else: Safari has none.
    else setTimeout(resolve, 200);
  });
}
