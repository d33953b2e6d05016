/** Web Locks as a browser keeps them: one holder a name, across all tabs; a tab that dies lets go of its own. */

type Work = (lock: object | null) => unknown;

export class Locks {
  private readonly held = new Map<string, symbol>();

  async request(name: string, options: { ifAvailable: boolean }, work: Work): Promise<unknown> {
    if (!options.ifAvailable) throw new Error("the client never waits for a lock");
    if (this.held.has(name)) return work(null);
    const own = Symbol(name);
    this.held.set(name, own);
    try {
      return await work({ name });
    } finally {
      if (this.held.get(name) === own) this.held.delete(name);
    }
  }

  /** All tabs died. */
  release(): void {
    this.held.clear();
  }
}
