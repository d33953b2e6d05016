/** One phone, one server and the network between them, new for each test. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import path from "node:path";
import { pathToFileURL } from "node:url";

import type { NewRegistration } from "../../../static/src/store/entries";
import { Locks } from "./locks";
import { Server } from "./server";

export type Tab = typeof import("./phone");

/** One round: what is tested here is never how long a thief needs. */
export const ROUNDS = 1;
export const PIN = "482913";
export const USER = "0193a000-0000-7000-8000-00000000aaaa";

/** Bundles made by run.mjs; tests run from the repository's root. */
export const bundled = (name: string): string => pathToFileURL(path.resolve("build/client", `${name}.mjs`)).href;

let tabs = 0;

export class World {
  readonly server = new Server();
  readonly locks = new Locks();
  readonly network = { locks: this.locks, onLine: true };
  readonly events = new EventTarget();
  private readonly channels: BroadcastChannel[] = [];

  private constructor() {
    const channels = this.channels;
    globalThis.indexedDB = new IDBFactory();
    globalThis.fetch = this.server.fetch as typeof fetch;
    Object.defineProperty(globalThis, "navigator", { value: this.network, configurable: true });
    globalThis.addEventListener = this.events.addEventListener.bind(this.events) as typeof addEventListener;
    globalThis.removeEventListener = this.events.removeEventListener.bind(this.events) as typeof removeEventListener;
    globalThis.BroadcastChannel = class extends Radio {
      constructor(name: string) {
        super(name);
        channels.push(this);
      }

      /** A tab that is gone says nothing, whatever it was in the middle of. */
      override postMessage(message: unknown): void {
        if (channels.includes(this)) super.postMessage(message);
      }
    };
  }

  /** A phone with one volunteer signed in, and its first tab. */
  static async open(): Promise<{ world: World; server: Server; tab: Tab }> {
    const opened = await World.empty();
    await opened.world.signIn(opened.tab);
    await opened.tab.choosePin(USER, PIN, ROUNDS);
    await opened.tab.sealToken();
    return opened;
  }

  /** A phone on which nothing was ever done. */
  static async empty(): Promise<{ world: World; server: Server; tab: Tab }> {
    const world = new World();
    return { world, server: world.server, tab: await world.tab() };
  }

  /** Another tab; or, after crash(), the app started again. */
  tab(): Promise<Tab> {
    return import(`${bundled("phone")}?tab=${++tabs}`) as Promise<Tab>;
  }

  async signIn(tab: Tab, id = USER): Promise<void> {
    await tab.furnish(id, { deposit_token: `${id}.slot`, sealing_key: this.server.office.told });
    const user = { id, username: "relawan", full_name: "Relawan", role: "volunteer", region_code: "32.16.09" };
    return tab.saveSession({ device_id: "device", token: this.server.token, user, signed_in_at: "2026-11-23T04:00:00Z" });
  }

  /** The phone dies: what was running never goes on, what is on the disk stays. The volunteer opens it again. */
  async crash(): Promise<Tab> {
    this.locks.release();
    this.server.fault = () => undefined;
    return this.unlocked();
  }

  /** Another tab in which the PIN was given. */
  async unlocked(): Promise<Tab> {
    const tab = await this.tab();
    await tab.tryPin(USER, PIN);
    return tab;
  }

  /** Nobody listens any more and nothing is waited for, so that the process ends with its last test. */
  close(): void {
    for (const channel of this.channels.splice(0)) channel.close();
    for (const timer of timers.splice(0)) clearTimeout(timer);
  }
}

const Radio = globalThis.BroadcastChannel;

const timers: NodeJS.Timeout[] = [];
const startTimer = globalThis.setTimeout;
globalThis.setTimeout = Object.assign((...call: Parameters<typeof startTimer>) => {
  const timer = startTimer(...call);
  timers.push(timer);
  return timer;
}, startTimer);

/** A worker nobody knows: name and NIK are invented. */
export function someone(id: string, more: Partial<NewRegistration> = {}): NewRegistration {
  return {
    id,
    captured_at: "2026-11-23T04:30:00Z",
    nik: "3216090101900001",
    full_name: "Siti Contoh",
    birth_place: "Bekasi",
    birth_date: "1990-01-01",
    sex: "F",
    address: "Kp. Contoh",
    village_code: "32.16.09.2001",
    occupation_code: "petani-padi",
    income_tier: 1,
    programmes: ["JKK", "JKM"],
    payment_months: 1,
    funding: "self",
    consent: { notice_version: "1", method: "tick", given_at: "2026-11-23T04:29:00Z", purposes: ["registration"] },
    ...more,
  };
}

/** Save so many people; their ids, in the order of saving. */
export async function savePeople(tab: Tab, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const { id } = await tab.saveRegistration(someone(tab.newId(), { full_name: `Siti Contoh ${i}` }), USER);
    ids.push(id);
  }
  return ids;
}
