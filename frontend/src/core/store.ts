import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api } from './api/client';
import type { RuntimeInfo, ServerLimits } from './api/types';
import { Blocks, type Deleted } from './cells/blocks';
import { notebook, type Action } from './cells/notebook';
import type { Notebook } from './cells/state';
import { Runs } from './cells/runs';
import { readyFiles } from './cells/requests';
import { NotebookSession } from './session/session';
import { noSession, type SessionState } from './session/state';
import type { NotebookInfo } from './library/database';
import type { Opened } from './formats/opened';
import { firstNotebook } from './library/migration';
import { openShelf, type Shelf } from './library/shelf';
import { Burst } from './stream/burst';
import { Stream, type Connection } from './stream/stream';
import { keepView, openView, type View } from './view';

export interface Page {
  /** Of the open notebook; '' when this browser keeps none. */
  id: string;
  notebook: Notebook;
  connection: Connection;
  /** null until the server has answered. */
  runtimes: RuntimeInfo[] | null;
  limits: ServerLimits | null;
  save: 'saved' | 'saving' | 'failed';
  /** Whether this tab may write the notebook, or another one does. */
  holder: 'here' | 'elsewhere';
  notebooks: NotebookInfo[];
  /** What the reader must know about their notebooks; null as a rule. */
  notice: string | null;
  /** What came in the address, until the reader has decided. */
  offered: Opened | null;
  /** The cell that had the focus last. */
  selected: string | null;
  /** Texts that are open for writing. */
  editing: string[];
  deleted: Deleted[];
  session: SessionState;
  view: View;
}

export interface Cellhive {
  store: StoreApi<Page>;
  api: Api;
  runs: Runs;
  session: NotebookSession;
  blocks: Blocks;
  dispatch: (action: Action) => void;
  show: (view: Partial<View>) => void;
  /** null when the browser keeps nothing. */
  shelf: Shelf | null;
}

const ASK_AGAIN_MS = 5_000;
const REFRESH_MS = 30_000;

/** Everything behind the page, once per page: state, server, stream and the notebooks of this browser. */
export async function open(api: Api): Promise<Cellhive> {
  const store = createStore<Page>(() => ({
    id: '',
    notebook: firstNotebook(),
    connection: { kind: 'connecting' },
    runtimes: null,
    limits: null,
    save: 'saved',
    holder: 'here',
    notebooks: [],
    notice: null,
    offered: null,
    selected: null,
    editing: [],
    deleted: [],
    session: noSession,
    view: openView(localStorage, matchMedia('(min-width: 1024px)').matches),
  }));
  const dispatch = (...actions: Action[]) =>
    store.setState((page) => ({ notebook: actions.reduce(notebook, page.notebook) }));
  const state = () => store.getState().notebook;
  const session = new NotebookSession(api.sessions, {
    wanted: () => ({ ...state(), files: readyFiles(state()) }),
    remember: (sessionId) => dispatch({ type: 'sessionMade', sessionId }),
    tell: (change) => store.setState((page) => ({ session: { ...page.session, ...change } })),
    state: () => store.getState().session,
    bytes: (sha256) => api.file(sha256),
  });
  const runs: Runs = new Runs(api, () => stream, state, dispatch, session);
  const burst = new Burst<Action>((arrived) => dispatch(...arrived));
  const stream = new Stream(api, {
    event: (jobId, event) => burst.add({ type: 'eventArrived', jobId, event }),
    end: (jobId, problem) => {
      burst.flush();
      void runs.ended(jobId, problem);
    },
    connection: (connection) => store.setState({ connection }),
  });
  const show = (view: Partial<View>) => {
    store.setState((page) => ({ view: { ...page.view, ...view } }));
    keepView(localStorage, store.getState().view);
  };
  store.subscribe((page, before) => {
    const online = page.connection.kind === 'live' && before.connection.kind !== 'live';
    if (page.id !== before.id) void session.opened();
    else if (online) void session.look();
  });
  askServer(api, store);
  const shelf = await openShelf(store, runs);
  return { store, api, runs, session, blocks: new Blocks(store, runs, dispatch), dispatch, show, shelf };
}

/** Runtimes come and go with the workers: asked again while none is there, and when the connection comes back. */
function askServer(api: Api, store: StoreApi<Page>): void {
  let asked = 0;
  let asking = false;
  const ask = async () => {
    if (asking) return;
    asking = true;
    asked = Date.now();
    const [runtimes, limits] = await Promise.allSettled([api.runtimes(), api.limits()]);
    if (runtimes.status === 'fulfilled') store.setState({ runtimes: runtimes.value });
    if (limits.status === 'fulfilled') store.setState({ limits: limits.value });
    asking = false;
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
