import { Problem, sentenceOf } from '../api/problem';
import type { Completions, NewSession, SessionApi, SessionInfo, Variable } from '../api/sessions';
import { SIZES, type Size } from '../runtime/sizes';

/** What the page knows of the notebook's session. */
export interface SessionState {
  info: SessionInfo | null;
  /** null when they cannot be asked for now. */
  variables: Variable[] | null;
  /** Why the newest wish was not met; a sentence. */
  trouble: string | null;
  /** The server knew the notebook's session no more, and a new one took its place. */
  lost: boolean;
}

export const noSession: SessionState = { info: null, variables: null, trouble: null, lost: false };

/** What a session needs to know of its notebook. */
export interface Wanted {
  /** null before the first run. */
  sessionId: string | null;
  runtime: string;
  size: Size;
  files: { name: string; sha256: string }[];
}

interface Page {
  wanted(): Wanted;
  /** The notebook remembers its session across a reload. */
  remember(sessionId: string | null): void;
  tell(change: Partial<SessionState>): void;
  state(): SessionState;
  /** The bytes of an uploaded file. */
  bytes(sha256: string): Promise<Blob>;
}

/** The live interpreter of the notebook: made with the first run, told of files, restarted, wound back. */
export class NotebookSession {
  private making: Promise<SessionInfo> | null = null;

  constructor(
    private readonly api: SessionApi,
    private readonly page: Page,
  ) {}

  /** The session that the next run goes to, with the notebook's files in it. Made when there is none. */
  async ready(): Promise<string> {
    const info = await (this.making ??= this.found().finally(() => (this.making = null)));
    await this.bringFiles(info);
    return info.id;
  }

  /** Another notebook lies on the page. */
  opened(): Promise<void> {
    this.page.tell(noSession);
    return this.look();
  }

  /** Reads what became of the session; a page that opens again starts here. */
  async look(): Promise<void> {
    const { sessionId } = this.page.wanted();
    if (sessionId === null) return this.page.tell(noSession);
    try {
      const info = await this.api.find(sessionId);
      if (this.page.wanted().sessionId !== sessionId) return;
      this.page.tell({ info });
      if (info.status !== 'parked') await this.readVariables(info.id);
    } catch (failed) {
      if (gone(failed)) this.forget();
    }
  }

  /** All variables go, and what was chosen in the runtime menu holds from now on. */
  async restart(): Promise<void> {
    const { sessionId, runtime } = this.page.wanted();
    const { info } = this.page.state();
    if (sessionId === null) return;
    await this.trying(async () => {
      if (info && info.runtime !== runtime) {
        await this.api.end(sessionId);
        this.forget(false);
        return;
      }
      this.page.tell({ info: await this.api.restart(sessionId), variables: [], lost: false });
    });
  }

  async rewind(before: number): Promise<boolean> {
    const { sessionId } = this.page.wanted();
    if (sessionId === null) return false;
    return this.trying(async () => this.page.tell({ info: await this.api.rewind(sessionId, before) }));
  }

  /** KeyboardInterrupt; false when that was not possible and the job itself must be cancelled. */
  interrupt(sessionId: string): Promise<boolean> {
    return this.api.interrupt(sessionId).then(
      () => true,
      () => false,
    );
  }

  /** The size holds from the next restart on. */
  async sizeChosen(size: Size): Promise<void> {
    const { info } = this.page.state();
    if (info === null) return;
    const { memory, cpu } = SIZES[size];
    await this.trying(async () => this.page.tell({ info: await this.api.changeLimits(info.id, { memory, cpu }) }));
  }

  /** The server knows this session no more: the next run makes another. */
  forget(lost = true): void {
    this.page.remember(null);
    this.page.tell({ ...noSession, lost });
  }

  ran(): void {
    void this.look();
  }

  /** null when the session cannot be asked now. */
  async complete(code: string, cursor: number, signal: AbortSignal): Promise<Completions | null> {
    const id = this.awake();
    return id === null ? null : this.api.complete(id, code, cursor, signal).catch(() => null);
  }

  /** The help text for what stands at the cursor; null when there is none. */
  async inspect(code: string, cursor: number): Promise<string | null> {
    const id = this.awake();
    if (id === null) return null;
    const help = await this.api.inspect(id, code, cursor).catch(() => null);
    return help?.found ? help.text : null;
  }

  private awake(): string | null {
    const { info } = this.page.state();
    return info === null || info.status === 'parked' ? null : info.id;
  }

  private async readVariables(id: string): Promise<void> {
    try {
      this.page.tell({ variables: (await this.api.variables(id)).variables });
    } catch {
      this.page.tell({ variables: null });
    }
  }

  private async found(): Promise<SessionInfo> {
    const { sessionId, runtime, size, files } = this.page.wanted();
    if (sessionId !== null) {
      try {
        return await this.api.find(sessionId);
      } catch (failed) {
        if (!gone(failed)) throw failed;
        this.forget();
      }
    }
    const { memory, cpu } = SIZES[size];
    const info = await this.made({ runtime, limits: { memory, cpu }, files });
    this.page.remember(info.id);
    this.page.tell({ info, trouble: null });
    return info;
  }

  /** An owner has only so many sessions: the one unused for longest makes room. */
  private async made(session: NewSession): Promise<SessionInfo> {
    try {
      return await this.api.create(session);
    } catch (failed) {
      const [oldest] = failed instanceof Problem && failed.status === 409 ? await this.api.list() : [];
      if (!oldest || oldest.status === 'busy') throw failed;
      await this.api.end(oldest.id);
      return this.api.create(session);
    }
  }

  /** Files that came or went since are brought to the session before its next cell. */
  private async bringFiles(info: SessionInfo): Promise<void> {
    const { files } = this.page.wanted();
    const there = new Map(info.files.map((file) => [file.name, file.sha256]));
    const missing = files.filter((file) => there.get(file.name) !== file.sha256);
    const tooMany = info.files.filter((file) => !files.some((wanted) => wanted.name === file.name));
    for (const file of missing) await this.api.putFile(info.id, file.name, await this.page.bytes(file.sha256));
    for (const file of tooMany) await this.api.removeFile(info.id, file.name);
    if (missing.length + tooMany.length > 0) this.page.tell({ info: await this.api.find(info.id) });
  }

  private async trying(wish: () => Promise<void>): Promise<boolean> {
    try {
      await wish();
      this.page.tell({ trouble: null });
      return true;
    } catch (failed) {
      if (gone(failed)) this.forget();
      else this.page.tell({ trouble: sentenceOf(failed) });
      return false;
    }
  }
}

export function gone(failed: unknown): boolean {
  return failed instanceof Problem && failed.status === 404;
}

/** Whether the chosen runtime or size is another than the session runs with. */
export function restartAsked(info: SessionInfo | null, runtime: string, size: Size): boolean {
  if (info === null) return false;
  const { bytes, cpu } = SIZES[size];
  return info.runtime !== runtime || info.limits.memoryBytes !== bytes || info.limits.cpu !== cpu;
}
