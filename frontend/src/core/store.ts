import { createStore, type StoreApi } from 'zustand/vanilla';
import { Api } from './api/client';
import type { RuntimeInfo, ServerLimits } from './api/types';
import { notebook, type Action } from './cells/notebook';
import type { Notebook } from './cells/state';
import { Runs } from './cells/runs';
import { load, save } from './cells/storage';
import { Stream, type Connection } from './stream/stream';

export interface Page {
  notebook: Notebook;
  connection: Connection;
  /** null until the server has answered. */
  runtimes: RuntimeInfo[] | null;
  limits: ServerLimits | null;
  /** False when the browser refused to keep the notebook. */
  saved: boolean;
}

export interface Cellhive {
  store: StoreApi<Page>;
  api: Api;
  runs: Runs;
  dispatch: (action: Action) => void;
}

const SAVE_AFTER_MS = 300;
const ASK_AGAIN_MS = 5_000;
const REFRESH_MS = 30_000;

/** Everything behind the page, once per page: state, server, stream and autosave. */
export function open(base: string, storage: Storage): Cellhive {
  const api = new Api(base);
  const store = createStore<Page>(() => ({
    notebook: load(storage),
    connection: { kind: 'connecting' },
    runtimes: null,
    limits: null,
    saved: true,
  }));
  const dispatch = (action: Action) => store.setState((page) => ({ notebook: notebook(page.notebook, action) }));
  const state = () => store.getState().notebook;
  const runs: Runs = new Runs(api, () => stream, state, dispatch);
  const stream = new Stream(api, {
    event: (jobId, event) => dispatch({ type: 'eventArrived', jobId, event }),
    end: (jobId, problem) => void runs.ended(jobId, problem),
    connection: (connection) => store.setState({ connection }),
  });
  autosave(store, storage);
  askServer(api, store);
  runs.resume();
  return { store, api, runs, dispatch };
}

function autosave(store: StoreApi<Page>, storage: Storage): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    store.setState({ saved: save(storage, store.getState().notebook) });
  };
  store.subscribe((page, before) => {
    if (page.notebook !== before.notebook) timer ??= setTimeout(now, SAVE_AFTER_MS);
  });
  globalThis.addEventListener('pagehide', () => timer !== undefined && now());
}

/** Runtimes come and go with the workers: asked again while none is there, and when the connection comes back. */
function askServer(api: Api, store: StoreApi<Page>): void {
  let asked = 0;
  const ask = async () => {
    asked = Date.now();
    const [runtimes, limits] = await Promise.allSettled([api.runtimes(), api.limits()]);
    if (runtimes.status === 'fulfilled') store.setState({ runtimes: runtimes.value });
    if (limits.status === 'fulfilled') store.setState({ limits: limits.value });
  };
  const again = async () => {
    const { runtimes, limits } = store.getState();
    const ready = limits !== null && (runtimes ?? []).some((runtime) => runtime.available);
    if (!ready || Date.now() - asked > REFRESH_MS) await ask();
    setTimeout(() => void again(), ASK_AGAIN_MS);
  };
  store.subscribe((page, before) => {
    if (page.connection.kind === 'live' && before.connection.kind !== 'live') void ask();
  });
  void again();
}
