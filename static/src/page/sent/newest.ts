/** The first screenful of the list that is open in Kiriman, read while nobody waits: a tap finds the names ready. */

import { effect } from "@preact/signals";
import type { ListedEntry } from "../../contract";
import { onStoreChange } from "../../store/changes";
import { listEntries } from "../../store/entries";
import { userId, vault } from "../state";
import { asQuery, list, type ListName } from "./filter";

/** As many rows as a phone shows at once. */
export const SCREENFUL = 5;

let ready: { of: ListName; rows: ListedEntry[] } | undefined;
let asked = 0;

/** undefined: not read since something changed. */
export const newest = (): ListedEntry[] | undefined => (ready?.of === list.value ? ready.rows : undefined);

/** What the list itself has just read. */
export function keepNewest(rows: ListedEntry[]): void {
  asked += 1;
  ready = { of: list.value, rows: rows.slice(0, SCREENFUL) };
}

/** Forgotten at once, since a locked phone keeps no name; read again when there is time. */
function readAnew(): void {
  const mine = ++asked;
  ready = undefined;
  if (userId.value) whenIdle(() => mine === asked && void look(mine));
}

async function look(mine: number): Promise<void> {
  const of = list.value;
  const rows = await listEntries({ userId: userId.value, ...asQuery(of), limit: SCREENFUL }).catch(() => undefined);
  if (rows && mine === asked) ready = { of, rows };
}

// Safari has no idle time to give.
const whenIdle = (work: () => void) => (window.requestIdleCallback ?? setTimeout)(work);

effect(() => {
  if (userId.value && vault.value) readAnew();
});
onStoreChange(({ about }) => {
  if (about === "entries" || about === "vault" || about === "session") readAnew();
});
