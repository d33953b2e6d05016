/** Seals what an app without a vault left on this phone in the clear; the texts and their digests stay the same. */

import type { Draft, Registration, SealedBatch, Visit } from "../contract";
import type { Kind } from "./boxes";
import { read, write } from "./db";
import { faceOf } from "./entries";
import { sealFor } from "./vault";
import { faceOfVisit } from "./visits";

/** Rows as version 1 kept them. */
interface Older {
  id: string;
  user_id: string;
  digest: string;
  registration?: Registration;
  visit?: Visit;
  values?: Draft["values"];
  reasons?: unknown[];
  note?: string | null;
  sealed?: unknown;
}

const ROOMS = ["entries", "revisions", "visits", "drafts"] as const;

export async function sealOlder(userId: string): Promise<void> {
  for (const room of ROOMS) {
    const rows = await read([room], (rooms) => (rooms[room] as unknown as { getAll(range: IDBKeyRange): Promise<Older[]> }).getAll(everything()));
    for (const row of rows) if (!row.sealed && row.user_id === userId) await sealRow(room, row);
  }
  const batches = await read(["batches"], (rooms) => rooms.batches.getAll(everything()));
  for (const batch of batches) if ("body" in batch) await emptyBatch(batch as SealedBatch & { body: string });
}

async function sealRow(room: (typeof ROOMS)[number], row: Older): Promise<void> {
  const { registration, visit, values, reasons, note, ...facts } = row;
  const [kind, content]: [Kind, unknown] = registration ? ["registration", registration] : visit ? ["visit", visit] : ["draft", row];
  const { id, user_id } = row;
  const [sealed, said] = await Promise.all([
    sealFor(user_id, kind, id, content),
    registration && (reasons?.length || note) ? sealFor(user_id, kind, id, { reasons, note }) : undefined,
  ]);
  const face = visit ? faceOfVisit(visit) : faceOf(registration ?? values ?? {});
  const { confirmations: _, started_at: __, correction_of, ...kept } = facts as Partial<Draft> & typeof facts;
  const next = { ...kept, face, sealed, ...(said && { said }), ...(correction_of && { corrects: correction_of.revision }) };
  await write([room], async (rooms) => {
    const store = rooms[room] as unknown as { put(row: object): Promise<unknown> };
    await store.put(next);
  });
}

/** The batch's words are made anew from the same texts. */
async function emptyBatch({ body, ...batch }: SealedBatch & { body: string }): Promise<void> {
  const { app_version, schema_version } = JSON.parse(body) as SealedBatch;
  await write(["batches"], (rooms) => rooms.batches.put({ ...batch, app_version, schema_version }));
}

const everything = () => IDBKeyRange.lowerBound("");
