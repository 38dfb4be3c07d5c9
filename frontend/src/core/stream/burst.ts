const PAUSE_MS = 16;

/** Takes what arrives in quick succession and hands it on at once, in order: the page is drawn once for all of it. */
export class Burst<T> {
  private waiting: T[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly take: (all: T[]) => void) {}

  add(one: T): void {
    this.waiting.push(one);
    this.timer ??= setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** Hands on what waits, now. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const all = this.waiting.splice(0);
    if (all.length > 0) this.take(all);
  }
}
