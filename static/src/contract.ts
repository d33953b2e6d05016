/** The words that cross the wire or rest on the phone: types only, one place for page, worker and tests. */

// ── What a volunteer writes down ────────────────────────────────────────────────────────────────

/** One worker's registration, exactly as it is sent: text fields are given as typed, dates are YYYY-MM-DD. */
export interface Registration {
  id: string;
  /** 1 for the first text; a correction is the same id with the next revision. */
  revision: number;
  captured_at: string;
  device_seq: number;
  nik?: string;
  nik_missing_reason?: string;
  full_name: string;
  birth_place: string;
  birth_date: string;
  sex: "M" | "F";
  mother_name?: string;
  kk_number?: string;
  phone?: string;
  email?: string;
  address: string;
  rt?: string;
  rw?: string;
  hamlet?: string;
  village_code: string;
  occupation_code: string;
  work_location?: string;
  income_tier: number;
  programmes: Programme[];
  payment_months: 1 | 3 | 6 | 12;
  funding: Funding;
  previous_member_number?: string;
  consent: Consent;
  confirmations?: Confirmation[];
  location?: { lat: number; lng: number; accuracy_m: number; at: string };
  duration_s?: number;
  note?: string;
}

export type Programme = "JKK" | "JKM" | "JHT";
export type Funding = "self" | "apbd" | "apbdes" | "csr";

export interface Consent {
  notice_version: string;
  method: "tick" | "thumbprint" | "witness";
  given_at: string;
  purposes: string[];
}

/** "It looks odd, and it is right because ...": a warning the volunteer has confirmed. */
export interface Confirmation {
  field: string;
  code: string;
  reason: string;
}

/** A contact with a household, with or without a registration. */
export interface Visit {
  id: string;
  visited_at: string;
  device_seq: number;
  village_code: string;
  occupation_code?: string;
  result: "registered" | "interested" | "refused" | "absent" | "already_member" | "not_eligible";
  obstacles: string[];
  note?: string;
  follow_up_on?: string;
  registration_id?: string;
}

// ── The wire ────────────────────────────────────────────────────────────────────────────────────

export interface User {
  id: string;
  username: string;
  full_name: string;
  role: string;
  region_code: string;
}

export type SignIn = { username: string; password: string } | { enrolment_code: string };

/** What a phone is told about itself: whom it speaks for, and how it leaves sealed work at the office. */
export interface PhoneAnswer {
  device_id: string;
  deposit_token: string;
  sealing_key: SealingKey;
  user: User;
}

export interface DeviceAnswer extends PhoneAnswer {
  token: string;
}

/** The office's public half, to which all that is saved is sealed: a P-256 point in URL-safe base64. */
export interface SealingKey {
  key_id: string;
  public_key: string;
}

/** One item in a box only the office opens (docs/api.md, "Sealed work"). */
export interface SealedItem {
  id: string;
  digest: string;
  schema_version: number;
  /** Base64. */
  sealed: string;
}

export interface SealedAnswer extends ServerFacts {
  /** By id and digest: two texts of one registration may come together and fare differently. */
  results: (Pick<ItemResult, "id" | "revision" | "outcome" | "errors"> & { digest: string })[];
}

export interface OpenedAnswer extends ServerFacts {
  opened: { id: string; content: unknown }[];
}

/** What every answer of the sync doors says about the server itself. */
export interface ServerFacts {
  server_time: string;
  /** Changes when the server was restored from a backup. */
  server_epoch: string;
  /** Everything received up to here lies in a backup; null when there is none yet. */
  backup_watermark: string | null;
}

export interface BatchRequest {
  device_seq: number;
  sealed_at: string;
  app_version: string;
  schema_version: number;
  registrations: Registration[];
  visits: Visit[];
}

export type ItemKind = "registration" | "visit";

export interface ItemResult {
  id: string;
  kind: ItemKind;
  revision?: number;
  /** stored | stored_before | invalid | conflict | retry_later; any other word means: keep. */
  outcome: string;
  errors?: FieldErrors;
  matches?: Match[];
}

/** Field name to what is wrong with it, in the volunteer's language; "" is the item as a whole. */
export type FieldErrors = Record<string, string[]>;

export interface Match {
  code: string;
}

export interface BatchAnswer extends ServerFacts {
  batch_id: string;
  replayed: boolean;
  results: ItemResult[];
  /** Only with Prefer: return=minimal: the items left out of results, all of them stored. */
  stored?: { count: number; sha256: string };
  /** Beside it: which of those may be about somebody who is registered already. */
  matches?: { id: string; matches: Match[] }[];
}

export type RegistrationStatus =
  | "received"
  | "approved"
  | "returned"
  | "rejected"
  | "merged"
  | "handed_over"
  | "registered"
  | "refused";

export interface Reason {
  field: string;
  code: string;
  text: string;
}

export interface RegistrationChange {
  kind: "registration";
  id: string;
  revision: number;
  status: RegistrationStatus;
  reasons: Reason[];
  note: string | null;
  decided_at: string | null;
}

/** A volunteer's month, counted by the server. */
export interface Progress {
  /** "2026-11", counted in Asia/Jakarta. */
  period: string;
  target: number;
  approved: number;
  waiting: number;
  returned: number;
  rejected: number;
  expected_by_today: number;
}

export interface QuotaChange extends Progress {
  kind: "quota";
  id: string;
}

export interface ReferenceChange {
  kind: "reference";
  id: string;
  version: string;
}

/** A supervisor asks for a photo of one registration's KTP. */
export interface PhotoRequestChange {
  kind: "photo_request";
  id: string;
  registration_id: string;
  state: "asked" | "withdrawn" | "received";
  reason: string | null;
  asked_at: string;
}

export type Change = RegistrationChange | QuotaChange | ReferenceChange | PhotoRequestChange;

export interface ChangesAnswer extends ServerFacts {
  cursor: string;
  more: boolean;
  changes: Change[];
}

/** An own registration as the server holds it. */
export interface HeldRegistration {
  id: string;
  revision: number;
  status: RegistrationStatus;
  received_at: string;
  registration: Registration;
  reasons: Reason[];
  note: string | null;
}

export interface Offer {
  id: string;
  /** Absent for a visit. */
  revision?: number;
  digest: string;
}

export interface Receipt {
  issued_at: string;
  device_id: string;
  count: number;
  sha256: string;
  key_id: string;
  signature: string;
}

export interface ReconcileAnswer extends Partial<ServerFacts> {
  have: { id: string; revision?: number }[];
  lacks: { id: string; revision?: number }[];
  differs: { id: string; revision?: number }[];
  receipt: Receipt;
}

/** Which photo is coming, or how far it is: a box, named by the SHA-256 of its bytes. */
export interface PhotoOffer {
  request_id: string;
  sha256: string;
  length: number;
}

export interface PhotoAnswer {
  /** How many bytes of it the office holds. */
  offset: number;
  complete: boolean;
}

/** What stands in a photo's box before the picture. */
export interface PhotoText {
  /** The request's. */
  id: string;
  registration_id: string;
  taken_at: string;
  consent: PhotoConsent;
}

/** The worker's word on this one photo, given before the camera opens. */
export type PhotoConsent = Pick<Consent, "given_at" | "notice_version">;

export interface ProblemDocument {
  type?: string;
  title?: string;
  status: number;
  code: string;
  detail?: string;
  errors?: FieldErrors;
}

// ── The reference data of a territory ───────────────────────────────────────────────────────────

export interface Region {
  code: string;
  name: string;
}

export interface Village extends Region {
  parent_code: string;
}

export interface Occupation {
  code: string;
  label_id: string;
  label_en?: string;
  group: string;
  group_en?: string;
  sector: string;
}

export interface ContributionTier {
  tier: number;
  income_min: number;
  /** null: no upper bound. */
  income_max: number | null;
  income_base: number;
  jkk: number;
  jkm: number;
  jht: number;
}

export interface Relief {
  from: string;
  to: string;
  sector: string;
  programme: string;
  numerator: number;
  denominator: number;
  excludes_funding: string[];
}

export interface ConsentNotice {
  version: string;
  text: string;
  text_en?: string;
  purposes: { code: string; text: string; text_en?: string; required: boolean }[];
}

/** Texts are Indonesian; beside one, _en has the same in English. */
export interface Reference {
  version: string;
  form: { fields: { name: string; label: string; label_en?: string; need: string }[] };
  regency: Region;
  territory: Region & { level: string };
  districts: Region[];
  /** District codes that a NIK of the home regencies can begin with. */
  nik_districts: string[];
  provinces: string[];
  home_regencies: string[];
  /** The whole regency, the own territory first. */
  villages: Village[];
  occupations: Occupation[];
  programmes: { code: Programme; label_id: string; required: boolean }[];
  contribution_tiers: ContributionTier[];
  reliefs: Relief[];
  obstacles: { code: string; label_id: string; label_en?: string }[];
  benefits: { topic: string; text_id: string; text_en?: string; source: string }[];
  consent_notice: ConsentNotice;
  /** With it the office's receipts are checked. */
  receipt_key?: SealingKey;
  sealing_key?: SealingKey;
  return_reasons: { field: string; code: string; label_id: string; label_en?: string }[];
  /** What is said about each finding, by its code. */
  finding_texts: Record<string, string>;
  finding_texts_en?: Record<string, string>;
  quality_limits: {
    age_block_under: number;
    age_warn_under: number;
    age_block_from: number;
    clock_skew_minutes: number;
  };
}

// ── What rests on the phone ─────────────────────────────────────────────────────────────────────

export interface Session {
  device_id: string;
  /** Absent while the vault is locked, or when its key was destroyed. */
  token?: string;
  user: User;
  signed_in_at: string;
  /** The server refused the token: everything stays, the volunteer signs in again. */
  expired?: true;
}

/** The same at rest: the token stands in the clear only until there is a PIN to seal it with. */
export interface SessionRow extends Session {
  sealed_token?: Sealed;
}

/** A text in its box for the office, with its key once more under its writer's own. */
export interface Sealed {
  /** Of the text inside; part of what the box is bound to. */
  schema: number;
  box: Uint8Array<ArrayBuffer>;
  /** Gone once the writer has nothing to read any more. */
  own?: Uint8Array<ArrayBuffer>;
}

/** What may be seen of a text while it is locked: no name, no number that finds anybody. */
export interface Face {
  /** "SA" */
  initials: string;
  village_code?: string;
  /** The last four digits. */
  nik_tail?: string;
}

/** A form in the making; its id becomes the registration's id. */
export interface Draft {
  id: string;
  user_id: string;
  step: number;
  values: Partial<Registration>;
  confirmations: Confirmation[];
  started_at: string;
  updated_at: string;
  /** Set while a registration that came back is being corrected. */
  correction_of?: { revision: number; reasons: Reason[]; note: string | null };
}

/** A draft at rest. */
export interface DraftRow {
  id: string;
  user_id: string;
  step: number;
  updated_at: string;
  /** The revision that is being corrected. */
  corrects?: number;
  face: Face;
  sealed: Sealed;
}

/**
 * unsent: only this phone has it. sent: the server answered for it.
 * invalid: the server will not take it as it is, errors say why. conflict: the server holds another text under its name.
 */
export type EntryState = "unsent" | "sent" | "invalid" | "conflict";

/** A saved registration: its newest text and what is known about it. */
export interface Entry extends EntryFacts {
  registration: Registration;
  reasons?: Reason[];
  note?: string | null;
}

/** The same at rest. */
export interface EntryRow extends EntryFacts {
  sealed: Sealed;
  /** What the office said about it: reasons and note. */
  said?: Sealed;
}

/** In a list: with its text, while that can be read. */
export type ListedEntry = EntryRow & { registration?: Registration };

/** What is known about a registration without opening it. */
export interface EntryFacts {
  id: string;
  revision: number;
  user_id: string;
  face: Face;
  /** SHA-256 (hex) of the registration's canonical JSON. */
  digest: string;
  state: EntryState;
  /** Newest first when ascending: minus the phone's own sequence number. */
  order: number;
  saved_at: string;
  /** The unanswered batch that carries this text. */
  batch_id?: string;
  sent_at?: string;
  /** Server time; only while the server holds this text. */
  received_at?: string;
  /** The office keeps it sealed until a supervisor claims it. */
  in_custody?: true;
  status?: RegistrationStatus;
  decided_at?: string | null;
  matches?: Match[];
  errors?: FieldErrors;
  /** The newest revision the server spoke of, when it is newer than this one. */
  server_revision?: number;
  /** The office is done with it, and a month of its backups has it: the text is not on this phone any more. */
  thin?: true;
}

/** An earlier text of an entry. superseded: replaced before it was ever sent. */
export interface Revision extends Omit<EntryRow, "state"> {
  state: EntryState | "superseded";
}

/** A visit at rest. */
export interface VisitRow {
  id: string;
  user_id: string;
  face: { visited_at: string; village_code: string; result: Visit["result"]; follow_up_on?: string };
  sealed: Sealed;
  /** Only this phone knows. */
  followed_up?: true;
  digest: string;
  state: EntryState;
  order: number;
  saved_at: string;
  batch_id?: string;
  sent_at?: string;
  received_at?: string;
  in_custody?: true;
  errors?: FieldErrors;
  thin?: true;
}

/** A photo the office asks for, and what became of it. */
export interface PhotoRequestRow {
  user_id: string;
  id: string;
  registration_id: string;
  asked_at: string;
  /** unwanted: the office let the photo go after it was taken; stays until the volunteer has read so. */
  state: "asked" | "received" | "unwanted";
  /** The supervisor's reason: it may name a worker. */
  said?: Sealed;
  /** Written down at once: a phone may drop the app while its camera is open. */
  consent?: PhotoConsent;
  /** unusable: the last photo is gone, another is needed. kept: the office would not take it, it waits. */
  trouble?: "unusable" | "kept";
}

/** A photo that waits to be sent, under the id of its request. */
export interface PhotoRow {
  user_id: string;
  id: string;
  registration_id: string;
  taken_at: string;
  /** Of the box: what was begun is gone on with by this name. */
  sha256: string;
  sealed: Sealed;
}

/** A batch that was closed and may have been sent: the same id carries the same texts until it is answered. */
export interface SealedBatch {
  id: string;
  user_id: string;
  device_seq: number;
  items: { kind: ItemKind; id: string; revision?: number }[];
  app_version: string;
  schema_version: number;
  sealed_at: string;
  /** How often the server answered this batch with an error of its own. */
  server_errors: number;
}

/** The three true numbers, the two that ask for work, and what waits beside them. */
export interface Counts {
  /** Belum terkirim: only this phone has the newest text (waiting, invalid or in conflict). */
  unsent: number;
  /** Terkirim: the server answered that it has it. */
  sent: number;
  /** Tercadang: of those, in a backup by the server's word. */
  backed_up: number;
  /** Dikembalikan: came back for correction. */
  returned: number;
  /** Of the unsent: those that wait for the volunteer, not for a signal. */
  attention: number;
  /** Finished texts from a file, or back from the second copy, that wait: sealed, so nobody can tell whose. */
  carried: number;
}

// ── How the sync is doing ───────────────────────────────────────────────────────────────────────

export type SyncReason = "button" | "online" | "visible" | "timer" | "saved" | "start" | "background";

/**
 * offline: no answer at all. not_the_server: something else answered (a hotel's sign-in page).
 * signed_out: the token is dead. busy: the server asked to wait. refused: the server will not have the batch.
 * server_error: the server has a fault of its own. storage: the phone could not write.
 */
export type SyncProblemCode =
  | "offline"
  | "not_the_server"
  | "signed_out"
  | "busy"
  | "refused"
  | "server_error"
  | "storage";

export interface SyncProblem {
  code: SyncProblemCode;
  /** The server's own words, when it had any. */
  detail?: string;
  /** Seconds the server asked to wait. */
  retry_after?: number;
}

export interface SyncReport {
  /** done: through to the end. busy: another tab or the worker is at it. stopped: see problem. */
  outcome: "done" | "busy" | "stopped";
  sent: number;
  invalid: number;
  conflicts: number;
  /** Answered, but to be offered again. */
  kept: number;
  changes: number;
  bytes_sent: number;
  problem?: SyncProblem;
}

export interface SyncStatus {
  phase: "idle" | "sending" | "receiving";
  /** Items answered in this run, and items that were waiting when it began. */
  sent: number;
  total: number;
  /** They are kilobytes of one photo. */
  photo?: true | undefined;
  last_success_at?: string | undefined;
  last_tried_at?: string | undefined;
  next_try_at?: string | undefined;
  problem?: SyncProblem | undefined;
}
