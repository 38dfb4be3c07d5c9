import { sentenceOf } from '../api/problem';
import type { Completions, SessionApi } from '../api/sessions';
import { SIZES, type Size } from '../runtime/sizes';
import { SessionMaker } from './maker';
import { gone, noSession, type SessionPage } from './state';

/** The live interpreter of the notebook: made with the first run, told of files, restarted, wound back. */
export class NotebookSession {
  private readonly maker: SessionMaker;
  /** How many wishes were met: what was asked before the newest tells of the time before it. */
  private met = 0;

  constructor(
    private readonly api: SessionApi,
    private readonly page: SessionPage,
  ) {
    this.maker = new SessionMaker(api, page, () => this.forget());
  }

  /** The session that the next run goes to, with the notebook's files in it. Made when there is none. */
  ready(): Promise<string> {
    return this.maker.ready();
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
    const { met } = this;
    try {
      const info = await this.api.find(sessionId);
      if (this.page.wanted().sessionId !== sessionId || this.met !== met) return;
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
    const { met } = this;
    const variables = await this.api.variables(id).then(
      (answer) => answer.variables,
      () => null,
    );
    if (this.met === met) this.page.tell({ variables });
  }

  private async trying(wish: () => Promise<void>): Promise<boolean> {
    try {
      await wish();
      this.met += 1;
      this.page.tell({ trouble: null });
      return true;
    } catch (failed) {
      if (gone(failed)) this.forget();
      else this.page.tell({ trouble: sentenceOf(failed) });
      return false;
    }
  }
}
