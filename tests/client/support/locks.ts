/** Web Locks as a browser keeps them: one holder a name, across all tabs; a tab that dies lets go of its own. */

type Work = (lock: object | null) => unknown;

export class Locks {
  private readonly held = new Map<string, symbol>();
  private waiting: (() => void)[] = [];

  async request(name: string, options: { ifAvailable: boolean }, work: Work): Promise<unknown> {
    while (this.held.has(name)) {
      if (options.ifAvailable) return work(null);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    const own = Symbol(name);
    this.held.set(name, own);
    try {
      return await work({ name });
    } finally {
      if (this.held.get(name) === own) {
        this.held.delete(name);
        for (const next of this.waiting.splice(0)) next();
      }
    }
  }

  /** All tabs died, and those that waited with them. */
  release(): void {
    this.held.clear();
    this.waiting = [];
  }
}
