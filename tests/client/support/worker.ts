/** The worker's own decisions as one module; PRECACHE and VERSION are globals here, set before it is imported. */

export * from "../../../static/src/worker/precache";
export * from "../../../static/src/worker/routes";
