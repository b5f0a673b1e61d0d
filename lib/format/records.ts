/**
 * The records that travel between browser, server and database: opaque bytes beside the few clear
 * numbers that the server must order them by. Ids outside of signed bytes are lower-case hex.
 * lib/wire gives the same shapes as schemas for JSON.
 */

/** One entry of a log (protocol 3.6). `prev` 32 bytes, `by` 16 bytes, `sig` 64 bytes. */
export type EntryRecord = {
  seq: number;
  prev: Uint8Array;
  by: Uint8Array;
  body: Uint8Array;
  sig: Uint8Array;
};

/** A batch that is appended all or nothing to one log. `entries[0].seq` must be the stored head + 1. */
export type AppendRecord = { logId: string; entries: EntryRecord[] };

export type SlotRecord = {
  id: Uint8Array;
  t: "pw" | "rc";
  /** CBOR of the KDF parameters; empty for a recovery code. */
  kdf: Uint8Array;
  loginPk: Uint8Array;
  /** box(K_slot, …, UMK) */
  b: Uint8Array;
};

/** What a new account brings to the server (protocol 3.4, 3.17). */
export type AccountRecord = {
  handle: string;
  card: Uint8Array;
  cardSig: Uint8Array;
  slots: SlotRecord[];
  keyringSeq: number;
  keyring: Uint8Array;
};

export type SetupRecord = {
  inviteId: string;
  account: AccountRecord;
  acc: Uint8Array;
  /** genesis, epoch.review 0, epoch.sg 0, epoch.coord 0 */
  entries: EntryRecord[];
};

export type JoinRecord = {
  inviteId: string;
  logId: string;
  account: AccountRecord;
  mac: Uint8Array;
  acc: Uint8Array;
  /** Empty for a person; org_log_id ‖ genesis hash ‖ OEK_0.pk for an organisation. */
  x: Uint8Array;
  /** Only for kind "o": genesis and epoch 0 of the organisation's log. */
  orgEntries?: EntryRecord[] | undefined;
};

/** A join request as the inviter sees it: the account without what is only for its owner. */
export type JoinRequestRecord = {
  inviteId: string;
  handle: string;
  card: Uint8Array;
  cardSig: Uint8Array;
  loginPkPw: Uint8Array;
  loginPkRc: Uint8Array;
  mac: Uint8Array;
  acc: Uint8Array;
  x: Uint8Array;
  /** For kind "o", so that the inviter can check them. */
  orgEntries?: EntryRecord[] | undefined;
};

/** Creation of a dossier or replacement of its read capability (protocol 3.9, 3.17). */
export type CapRecord = { pk: Uint8Array; n: number; cap: Uint8Array; sig: Uint8Array };

export type DraftRecord = {
  dossierId: string;
  rev: number;
  baseRev: number;
  h: Uint8Array;
  b: Uint8Array;
  sig: Uint8Array;
};

export type KeepRecord = { body: Uint8Array; sig: Uint8Array };

/** Boxed under RS_f: what a board shows of a dossier. */
export type SummaryRecord = { f: number; b: Uint8Array };

export type MoveRecord = {
  /** CBOR of the move (protocol 3.15). */
  move: Uint8Array;
  sig: Uint8Array;
  summary?: SummaryRecord | undefined;
};

/** One entry of a dossier's custody log: CBOR as signed, and the signature of whoever acted. */
export type CustodyRecord = { custody: Uint8Array; sig: Uint8Array };

/** A sealed key for one reader. `r` 16 or 32 bytes. */
export type WrapRecord = { r: Uint8Array; n: string; s: Uint8Array };

export type SubmissionRecord = {
  dossierId: string;
  body: Uint8Array;
  sig: Uint8Array;
  cc: Uint8Array;
  ci: Uint8Array;
  cs: Uint8Array;
  cn: Uint8Array;
  /** CBOR bytes of wo and wr exactly as hashed in the body. */
  wo: Uint8Array;
  wr: Uint8Array;
  g: number;
  tag: Uint8Array;
  keepN: number | null;
  move: MoveRecord;
};

/** A version as it is served; compartments that the reader may not have are absent. */
export type VersionRecord = {
  q: number;
  body: Uint8Array;
  sig: Uint8Array;
  cc: Uint8Array;
  wr: Uint8Array;
  ci?: Uint8Array | undefined;
  cs?: Uint8Array | undefined;
  cn?: Uint8Array | undefined;
  wo?: Uint8Array | undefined;
  /** Coordinators only: to check the member tag before admission. */
  g?: number | undefined;
  tag?: Uint8Array | undefined;
};

export type DossierRecord = {
  dossierId: string;
  versions: VersionRecord[];
  /** Every move of every track, each track in order of n. */
  moves: MoveRecord[];
  /** Organisation only. */
  keep?: KeepRecord | undefined;
};

/** One line of the board: enough to replay every state, and the summary. `pk`: the dossier's key, which signs the submitting side's moves. */
export type BoardRecord = { dossierId: string; pk: Uint8Array; moves: MoveRecord[] };

/** The intake track of every dossier (protocol 3.15), as ids stand outside of signed bytes. */
export const INTAKE_TRACK_HEX = "0".repeat(32);
