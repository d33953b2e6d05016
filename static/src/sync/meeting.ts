/** One meeting with the server: who goes, under which lock, and what is said of it afterwards. */

import type { Session, SyncProblem, SyncProblemCode, SyncReason, SyncReport } from "../contract";
import { expireSession } from "../store/session";
import { addTry } from "../store/times";
import { destroyReading, isOpen, readVaults } from "../store/vault";
import { Problem } from "./api";
import { deliverSealed } from "./sealed";
import { setStatus } from "./status";
import type { Run, Step } from "./steps";

/** What whoever is at work here wants from the meeting; a worker has nobody at work, and no way to open a token. */
export interface Own {
  steps: Step[];
  readSession: () => Promise<Session | undefined>;
}

/**
 * Meet the server, if no other tab or the worker is at it; the button waits for them. Take these steps for whoever is at work with an open
 * vault, and deliver everybody else's work sealed. Never throws: the report says how it went.
 */
export async function meet(reason: SyncReason, own?: Own): Promise<SyncReport> {
  const report: SyncReport = { outcome: "busy", sent: 0, invalid: 0, conflicts: 0, kept: 0, changes: 0, bytes_sent: 0 };
  try {
    await navigator.locks.request("outbox", { ifAvailable: reason !== "button" }, (lock) => lock && run(reason, own, report));
  } catch (error) {
    stop(report, error);
  }
  if (report.outcome !== "busy") setStatus({ phase: "idle", problem: report.problem });
  return report;
}

async function run(reason: SyncReason, own: Own | undefined, report: SyncReport): Promise<void> {
  const [session, vaults] = await Promise.all([own?.readSession(), readVaults()]);
  const signedOut = new Problem("signed_out", 401);
  if (!session && !vaults.length) return stop(report, signedOut);
  // Only the button tries against what the phone says about its network.
  if (reason !== "button" && !navigator.onLine) return stop(report, new Problem("offline"));

  const triedAt = new Date().toISOString();
  const meter = { bytes: 0 };
  setStatus({ phase: "sending", sent: 0, total: 0, last_tried_at: triedAt, next_try_at: undefined });
  report.outcome = "done";
  const as = (userId: string, token: string): Run => ({
    userId,
    caller: { token, meter },
    depositor: { token: vaults.find(({ user_id }) => user_id === userId)?.deposit_token ?? "", meter },
    report,
    offered: new Set(),
    refused: 0,
  });

  const open = session?.token && !session.expired && isOpen(session.user.id) ? session : undefined;
  const atWork = open?.user.id;
  if (own && open) await walk(as(open.user.id, open.token!), own.steps, open.device_id);
  const trouble = report.problem?.code;
  if (trouble !== "offline" && trouble !== "not_the_server" && trouble !== "busy") {
    for (const { user_id } of vaults) {
      if (user_id === atWork && trouble !== "signed_out") continue;
      await walk(as(user_id, ""), [deliverSealed]);
    }
  }
  if (own && (!session || session.expired)) stop(report, signedOut);

  report.bytes_sent = meter.bytes;
  const succeeded = report.outcome === "done";
  await addTry(triedAt, succeeded, meter.bytes);
  if (succeeded) setStatus({ last_success_at: triedAt });
}

/** deviceId: whose token is refused when it is refused. */
async function walk(run: Run, steps: Step[], deviceId?: string): Promise<void> {
  const { report } = run;
  for (const step of steps) {
    try {
      await step(run);
    } catch (error) {
      stop(report, error);
      if (report.problem?.code === "signed_out" && deviceId) await expireSession(deviceId);
      // Revoked by the office: what could be read on this phone is given up, what is unsent is not (P13).
      if (error instanceof Problem && error.code === "device_revoked") await destroyReading(run.userId);
      // A fault in one place of the server does not keep the others from being asked.
      if (report.problem?.code !== "server_error" && report.problem?.code !== "refused") break;
    }
  }
}

function stop(report: SyncReport, error: unknown): void {
  report.outcome = "stopped";
  report.problem ??= explain(error);
}

function explain(error: unknown): SyncProblem {
  if (!(error instanceof Problem)) return { code: "storage", detail: String(error) };
  const { detail, retryAfter } = error;
  return { code: kindOf(error), ...(detail && { detail }), ...(retryAfter && { retry_after: retryAfter }) };
}

function kindOf({ code, status }: Problem): SyncProblemCode {
  if (code === "offline" || code === "not_the_server") return code;
  if (status === 401) return "signed_out";
  if (status === 429 || status === 503) return "busy";
  return status >= 500 ? "server_error" : "refused";
}
