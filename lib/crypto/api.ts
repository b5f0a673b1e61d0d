/**
 * What the page may ask of the vault. The vault holds every key and is the only place where anything is
 * opened; the page brings it bytes from the server and carries its answers back. Verbs, never keys.
 *
 * Conventions: ids are lower-case hex; records are those of lib/format/records.ts; plaintext compartments
 * are plain objects (lib/domain gives their schemas, the vault does not look inside). Every verb rejects
 * with VaultError, whose `code` is one of the E_* codes; it never carries input.
 */
import type {
  AppendRecord,
  BoardRecord,
  CapRecord,
  CustodyRecord,
  DossierRecord,
  DraftRecord,
  EntryRecord,
  JoinRecord,
  JoinRequestRecord,
  KeepRecord,
  MoveRecord,
  SetupRecord,
  SlotRecord,
  SubmissionRecord,
} from "@/lib/format/records";
import type {
  Compartment,
  Role,
  OwnDossier,
  PublicFile,
  DraftPlain,
  OpenedDraft,
  AuthorView,
  DossierView,
  BoardView,
  CustodyIntent,
  CustodyView,
  MoveIntent,
  SubmissionIntent,
} from "./dossier-views";

export type * from "./dossier-views";

/** Where Argon2id runs: a port to the throw-away worker in a browser, none in Node (runs in process). */
export type ArgonPort = MessagePort | null;

export type NewAccount = {
  rpId: string;
  handle: string;
  /** UTF-8 of the passphrase; the vault wipes it after use. */
  passphrase: Uint8Array;
  /** 256 or 128 MiB, in MiB. */
  memoryMiB: 256 | 128;
  argon: ArgonPort;
};

export type LoginRequest = {
  rpId: string;
  handle: string;
  kind: "pw" | "rc";
  /** UTF-8 of the passphrase or of the recovery code. */
  secret: Uint8Array;
  kdf: Uint8Array;
  nonce: Uint8Array;
  /** Seconds since 1970. */
  exp: number;
  argon: ArgonPort;
};

export type OwnAccount = {
  userId: string;
  handle: string;
  card: Uint8Array;
  cardSig: Uint8Array;
  slots: SlotRecord[];
  keyringSeq: number;
  keyring: Uint8Array;
};

export type KeyringSave = { seq: number; keyring: Uint8Array };

export type MemberView = { userId: string; handle: string; role: Role; sinceSeq: number };
export type OrganisationView = {
  pseudonym: string;
  leadUserId: string;
  leadHandle: string;
  /** Only for coordinators. */
  name: string | null;
};
export type InvitationView = {
  inviteId: string;
  logId: string;
  kind: "p" | "o";
  role: Role;
  organisationName: string | null;
  /** Seconds since 1970. */
  expires: number;
};
export type LogView = {
  logId: string;
  kind: "coalition" | "org";
  head: { seq: number; hash: string };
  myRole: Role | null;
  members: MemberView[];
  organisations: OrganisationView[];
  /** Entries that people may want to see as history (who added whom, exports, openings of identities). */
  events: LogEvent[];
};
export type LogEvent = { seq: number; type: LogEventType; by: string; detail: LogDetail };
export type LogEventType =
  "member-added" | "member-removed" | "organisation-registered" | "identity-opened" | "package-started" | "package-sealed";
/** Opened details of an entry for those who can read it; empty otherwise. */
export type LogDetail = {
  userId?: string;
  role?: Role;
  pseudonym?: string;
  dossierId?: string;
  reason?: string;
  packageId?: string;
  audience?: string;
  manifestHash?: string;
};

export interface VaultApi {
  // ── account ────────────────────────────────────────────────────────────────
  generatePassphrase(): Promise<string>;
  generateHandle(): Promise<string>;
  /** Makes identity, slots and keyring in the vault. Returns the recovery code, shown once. */
  createAccount(input: NewAccount): Promise<{ userId: string; recoveryCode: string }>;
  signLogin(input: LoginRequest): Promise<{ sig: Uint8Array }>;
  /** After signLogin of the same secret: opens slot and keyring, recomputes every public half. */
  openAccount(input: OwnAccount): Promise<{ userId: string; handle: string; logIds: string[] }>;
  /** The keyring as it should now be stored, or null when nothing changed since the last `keyringSaved`. */
  saveKeyring(): Promise<KeyringSave | null>;
  /** The server stored the save with this `seq`. */
  keyringSaved(input: { seq: number }): Promise<void>;
  /** The server refused a save since another device was faster: takes over what is stored now, then save again. */
  mergeKeyring(stored: KeyringSave): Promise<void>;
  /** Boxed pins for IndexedDB, under the key that `pinKey` gives (hex). */
  exportPins(): Promise<{ pinKey: string; pins: Uint8Array }>;
  pinKey(): Promise<string>;
  importPins(pins: Uint8Array): Promise<void>;
  /** The fingerprint of a member's identity key, to compare by phone. */
  fingerprint(userId: string): Promise<string>;

  // ── founding and joining ───────────────────────────────────────────────────
  /** After createAccount. `setupSecret` from the fragment. */
  foundCoalition(input: { setupSecret: Uint8Array; day: string }): Promise<SetupRecord>;
  /** After createAccount. `fragment` is the invitation link's fragment without '#'. */
  acceptInvitation(input: { fragment: string }): Promise<JoinRecord>;
  readInvitation(input: { fragment: string }): Promise<{ inviteId: string; kind: "p" | "o"; logId: string }>;

  // ── logs ───────────────────────────────────────────────────────────────────
  /** Appends entries from the server to the replayed state. Entries must start at the known head + 1. */
  applyLog(input: { logId: string; entries: EntryRecord[] }): Promise<LogView>;
  logHeads(): Promise<{ logId: string; seq: number }[]>;
  viewLog(logId: string): Promise<LogView>;

  // ── invitations ────────────────────────────────────────────────────────────
  createInvitation(input: {
    logId: string;
    kind: "p" | "o";
    role: Role;
    organisationName?: string;
    expires: number;
  }): Promise<{ inviteId: string; fragment: string }>;
  listInvitations(): Promise<InvitationView[]>;
  /** Checks mac, acc and cards; returns what the inviter is about to sign. */
  checkJoinRequest(request: JoinRequestRecord): Promise<{ handle: string; role: Role; fingerprint: string }>;
  /** The entries that admit the member: add and the epochs that give keys. */
  admitMember(request: JoinRequestRecord): Promise<AppendRecord>;
  revokeInvitation(inviteId: string): Promise<AppendRecord>;

  // ── the organisation's dossiers ────────────────────────────────────────────
  createDossier(): Promise<{ dossierId: string; head: AppendRecord; create: CapRecord }>;
  listOwnDossiers(): Promise<OwnDossier[]>;
  readCap(dossierId: string): Promise<Uint8Array>;
  sealDraft(input: { dossierId: string; baseRev: number; plain: DraftPlain }): Promise<DraftRecord>;
  openDraft(record: DraftRecord): Promise<OpenedDraft>;
  signKeep(input: { dossierId: string; n: number; blobs: string[] }): Promise<KeepRecord>;
  sealSubmission(input: SubmissionIntent): Promise<SubmissionRecord>;
  /** The head entry that names the newest own version and the last seen moves. */
  sealHead(input: { dossierId: string; gone?: boolean }): Promise<AppendRecord>;
  /** Bytes that the identity compartment would take, to warn before it is too long (limit 4092). */
  measureIdentity(input: { identity: unknown }): Promise<number>;

  // ── files ──────────────────────────────────────────────────────────────────
  newFile(input: {
    dossierId: string;
    compartment: Compartment;
    name: string;
    mime: string;
    sizeBytes: number;
    derivedFrom: { sha256: string; action: string } | null;
    /** SHA-256, hex, that the draft keeps beside the file. */
    mark?: string;
  }): Promise<PublicFile>;
  /**
   * Gives {fk, fid, size} to a file worker over the port, which then holds that file's key alone. E_STATE for another's
   * exhibit of which this user has no entry in the custody log.
   */
  grantFile(input: { fid: string; port: MessagePort }): Promise<void>;
  setUpload(input: { fid: string; blob: string; cap: Uint8Array }): Promise<void>;
  uploadOf(fid: string): Promise<{ blob: string; cap: Uint8Array } | null>;
  finishFile(input: { fid: string; sha256: string; cth: string }): Promise<PublicFile>;

  // ── reading and moving ─────────────────────────────────────────────────────
  openDossier(record: DossierRecord): Promise<DossierView>;
  openBoard(records: BoardRecord[]): Promise<BoardView[]>;
  /** Dossiers of others of which this device has seen moves: whatever lists them must list them all. */
  seenDossiers(): Promise<string[]>;
  /** Needs openDossier of the same dossier first. */
  signMove(intent: MoveIntent): Promise<{ trackId: string; n: number; record: MoveRecord }>;

  // ── custody ────────────────────────────────────────────────────────────────
  /** How many entries of a dossier's custody log were verified here: where the next page starts. */
  custodyLength(dossierId: string): Promise<number>;
  /** A page that follows what was verified; `length` is what the server says the whole chain has. Faults are kept for the view. */
  applyCustody(input: { dossierId: string; entries: CustodyRecord[]; length: number }): Promise<void>;
  /** Needs openDossier of the same dossier first. */
  viewCustody(dossierId: string): Promise<CustodyView>;
  /** The next entry, or null where this user's own of that day says it already. Refuses to follow a chain with a fault. */
  signCustody(intent: CustodyIntent): Promise<CustodyRecord | null>;

  // ── opening an identity (coordinators) ─────────────────────────────────────
  sealIdentityOpening(input: { dossierId: string; q: number; reason: string }): Promise<AppendRecord>;
  openIdentity(input: {
    dossierId: string;
    q: number;
    ci: Uint8Array;
    cs: Uint8Array;
  }): Promise<{ identity: unknown; sources: unknown; author: AuthorView | null }>;

  // ── packages (coordinators) ────────────────────────────────────────────────
  sealExportStart(input: {
    packageId: string;
    audience: string;
    mode: "named" | "redacted";
    versions: { dossierId: string; q: number }[];
  }): Promise<AppendRecord>;
  sealExportEnd(input: { packageId: string; manifestSha256: string }): Promise<AppendRecord>;
  signExport(input: {
    packageId: string;
    manifestSha256: string;
  }): Promise<{ ik: Uint8Array; sig: Uint8Array }>;
}

/** One file's cipher in a worker that holds this file's key and nothing else. */
export interface FileCipherApi {
  /** Bytes [start, end) of the upload, computed from the file; hashes what it passes in order. */
  sealRange(input: { file: Blob; start: number; end: number }): Promise<Uint8Array>;
  /** Reads and seals from byte 0 up to `end` for the hashes alone, after a resume. */
  catchUp(input: { file: Blob; end: number }): Promise<void>;
  /** After the last byte: SHA-256 of the original and the ciphertext tree hash. E_CHANGED if the file was touched meanwhile. */
  digests(input: { file: Blob }): Promise<{ sha256: string; cth: string }>;
  /** Opens chunk `index`; the last one comes without its padding. Rejects with E_CHUNK. */
  openChunk(input: { index: number; sealed: Uint8Array }): Promise<Uint8Array>;
  /** Opens any chunk, in any order, and vouches for that chunk alone. Rejects with E_CHUNK. */
  openAnyChunk(input: { index: number; sealed: Uint8Array }): Promise<Uint8Array>;
  close(): void;
}

export class VaultError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.name = "VaultError";
    this.code = code;
  }
}
