/** Dossiers as the page sees them: plain objects, ids in hex, no key among them. */
import type { CustodyAction } from "@/lib/format/custody";

export type Role = "coordinator" | "reviewer" | "lead" | "researcher";
export type Compartment = "c" | "s" | "n";

/** The organisation's own list of dossiers, from its boxed head entries. */
export type OwnDossier = { dossierId: string; q: number | null; gone: boolean };

/** A file as the page may know it: the entry without its key. */
export type PublicFile = {
  fid: string;
  compartment: Compartment;
  name: string;
  mime: string;
  sizeBytes: number;
  sealedBytes: number;
  blob: string | null;
  sha256: string | null;
  cth: string | null;
  derivedFrom: { sha256: string; action: string } | null;
  /** In drafts: what its bytes are known by when they are given again (lib/client/uploads/content-mark.ts). */
  mark?: string;
};

/** The plaintext of a draft as the page edits it. Keys of files stay in the vault, found by fid. */
export type DraftPlain = {
  content: unknown;
  identity: unknown;
  sources: unknown;
  notes: unknown;
  files: PublicFile[];
};

export type OpenedDraft = { rev: number; plain: DraftPlain };

export type AuthorView = { userId: string; handle: string; verified: boolean };

export type OpenedVersion = {
  q: number;
  hash: string;
  admitted: boolean;
  content: unknown;
  files: PublicFile[];
  /** Absent where this reader has no key or was not served it. */
  identity?: unknown;
  sources?: unknown;
  notes?: unknown;
  author?: AuthorView;
  /** Coordinators: null before it is checked, else whether the member tag verifies. */
  tagValid: boolean | null;
  /** Who holds a wrap, for the who-can-read mark. */
  readers: { identity: boolean; sources: boolean };
};

export type OpenedMove = {
  n: number;
  from: string | null;
  to: string;
  day: string;
  /** null for the submitting side. */
  by: { userId: string; handle: string; role: Role } | null;
  q: number;
  /** Payload objects of lib/domain/lifecycle; absent when none, null when this reader can't open it. */
  shared?: unknown;
  internal?: unknown;
  /** True for a move that this vault had pinned or seen before. */
  seen: boolean;
};

export type TrackView = {
  trackId: string;
  /** null for the intake track and where the opening payload can't be read. */
  opening: unknown;
  state: string;
  moves: OpenedMove[];
};

export type DossierView = {
  dossierId: string;
  mine: boolean;
  versions: OpenedVersion[];
  intake: TrackView;
  tracks: TrackView[];
  keepN: number | null;
  /** The organisation's own: a submitted version has no head yet (its submitter was cut off). Append `sealHead`. */
  headDue: boolean;
};

export type BoardTrack = { trackId: string; state: string; sinceDay: string; n: number };
export type BoardView = {
  dossierId: string;
  mine: boolean;
  /** null before admission and where it can't be opened. */
  summary: unknown;
  intake: { state: string; sinceDay: string; firstDay: string };
  tracks: BoardTrack[];
};

/** What somebody of the coalition's side did with which exhibits; `packageId` only of an export. */
export type CustodyWhat = { action: CustodyAction; files: { fid: string; sha256: string }[]; packageId: string | null };
export type OpenedCustody = {
  n: number;
  day: string;
  q: number;
  by: { userId: string; handle: string; role: Role };
  /** `not-yours`: about a version that this reader does not have; `broken`: its signer wrote what cannot be read. */
  what: CustodyWhat | "not-yours" | "broken";
};
export type CustodyView = {
  entries: OpenedCustody[];
  /** Why what follows is not believed, as an E_* code: an entry was forged, exchanged, dropped or taken back. */
  fault: string | null;
};
export type CustodyIntent = { dossierId: string; action: CustodyAction; fids: string[]; day: string; packageId?: string };

export type MoveIntent = {
  dossierId: string;
  /** A random id that the dossier has no track of yet opens a new one. */
  trackId: string;
  to: string;
  /** YYYY-MM-DD; the vault cuts it to the month where lifecycle.md says so (`monthOnly`). */
  day: string;
  monthOnly: boolean;
  shared?: unknown;
  internal?: unknown;
  /** The summary for the board, on admitting moves and when a track opens. */
  summary?: unknown;
};

export type SubmissionIntent = {
  dossierId: string;
  plain: DraftPlain;
  /** Wrap identity and sources to coordinators? */
  identityToCoordinators: boolean;
  sourcesToCoordinators: boolean;
  day: string;
  /** The answer to the feedback; required for a new version after `returned`, absent at q = 0. */
  shared?: unknown;
  keepN: number | null;
};
