/** Everything a page of the app would load of the client, as one module: importing it again opens another tab. */

export * from "../../../static/src/store/changes";
export * from "../../../static/src/store/counts";
export * from "../../../static/src/store/db";
export * from "../../../static/src/store/drafts";
export * from "../../../static/src/store/entries";
export * from "../../../static/src/store/feed";
export * from "../../../static/src/store/ids";
export * from "../../../static/src/store/outbox";
export * from "../../../static/src/store/progress";
export * from "../../../static/src/store/reference";
export * from "../../../static/src/store/session";
export * from "../../../static/src/store/times";
export * from "../../../static/src/store/older";
export * from "../../../static/src/store/rekeying";
export * from "../../../static/src/store/vault";
export * from "../../../static/src/store/visits";
export * from "../../../static/src/sync/api";
export * from "../../../static/src/sync/deliver";
export * from "../../../static/src/sync/meeting";
export * from "../../../static/src/sync/sealed";
export * from "../../../static/src/sync/run";
export * from "../../../static/src/sync/schedule";
export * from "../../../static/src/sync/status";
