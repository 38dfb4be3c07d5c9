type Message =
  | { kind: 'alive?'; to: string; from: string }
  | { kind: 'alive'; to: string; from: string }
  | { kind: 'yield?'; to: string; from: string; notebook: string }
  | { kind: 'yielded'; to: string; from: string; notebook: string }
  | { kind: 'listChanged' };

const CLOSED = 'cellhive.closed';
const ALIVE_MS = 300;
const YIELD_MS = 1500;

/** What the tabs of this browser tell each other. A tab that does not answer is taken for closed. */
export class Tabs {
  onListChanged: () => void = () => undefined;
  /** Another tab wants this notebook: resolves when all is saved and let go. */
  onYield: (notebook: string) => Promise<void> = () => Promise.resolve();
  private readonly answers = new Map<string, () => void>();

  constructor(
    readonly me: string,
    private readonly channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
  ) {
    channel.onmessage = (event: MessageEvent<Message>) => void this.heard(event.data);
  }

  async isAlive(tab: string): Promise<boolean> {
    if (this.storage.getItem(CLOSED) === tab) return false;
    return this.ask({ kind: 'alive?', to: tab, from: this.me }, `alive ${tab}`, ALIVE_MS);
  }

  /** Asks the holder to let go; false when it did not answer. */
  askToYield(tab: string, notebook: string): Promise<boolean> {
    return this.ask({ kind: 'yield?', to: tab, from: this.me, notebook }, `yielded ${tab}`, YIELD_MS);
  }

  tellListChanged(): void {
    this.say({ kind: 'listChanged' });
  }

  /** why in localStorage: it is written at once, also while the page goes. */
  closing(): void {
    this.storage.setItem(CLOSED, this.me);
  }

  /** A page that comes back is not closed after all. */
  open(): void {
    if (this.storage.getItem(CLOSED) === this.me) this.storage.setItem(CLOSED, '');
  }

  private ask(question: Message, answer: string, within: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), within);
      this.answers.set(answer, () => {
        clearTimeout(timer);
        resolve(true);
      });
      this.say(question);
    });
  }

  private async heard(message: Message): Promise<void> {
    if (message.kind === 'listChanged') return this.onListChanged();
    if (message.to !== this.me) return;
    switch (message.kind) {
      case 'alive?':
        return this.say({ kind: 'alive', to: message.from, from: this.me });
      case 'yield?':
        await this.onYield(message.notebook);
        return this.say({ kind: 'yielded', to: message.from, from: this.me, notebook: message.notebook });
      case 'alive':
      case 'yielded':
        this.answers.get(`${message.kind} ${message.from}`)?.();
    }
  }

  private say(message: Message): void {
    this.channel.postMessage(message);
  }
}
