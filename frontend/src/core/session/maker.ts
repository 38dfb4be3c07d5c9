import { Problem } from '../api/problem';
import type { NewSession, SessionApi, SessionInfo } from '../api/sessions';
import { SIZES } from '../runtime/sizes';
import { gone, type SessionPage } from './state';

/** Finds the notebook's session or makes one, and brings the notebook's files to it. Asked twice at once, it makes one. */
export class SessionMaker {
  private making: Promise<SessionInfo> | null = null;

  constructor(
    private readonly api: SessionApi,
    private readonly page: SessionPage,
    /** The session of before is no more. */
    private readonly forget: () => void,
  ) {}

  /** The session for the next run, with the notebook's files in it. */
  async ready(): Promise<string> {
    const info = await (this.making ??= this.found().finally(() => (this.making = null)));
    await this.bringFiles(info);
    return info.id;
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
}
