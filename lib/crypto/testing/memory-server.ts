/** An honest server of bytes for tests: maps, compare-and-swap, and no rule of its own beyond what the story needs. */
import { decodeMove } from "../../format/move";
import type {
  AccountRecord, AppendRecord, BoardRecord, CapRecord, DossierRecord, DraftRecord, EntryRecord, JoinRecord, JoinRequestRecord,
  KeepRecord, MoveRecord, SetupRecord, SubmissionRecord, VersionRecord,
} from "../../format/records";

export interface StoredDossier {
  create: CapRecord;
  draft: DraftRecord | null;
  submissions: SubmissionRecord[];
  moves: MoveRecord[];
  keep: KeepRecord | null;
}

export class MemoryServer {
  readonly accounts = new Map<string, AccountRecord>();
  readonly logs = new Map<string, EntryRecord[]>();
  readonly joins = new Map<string, JoinRequestRecord>();
  readonly dossiers = new Map<string, StoredDossier>();

  setUp({ account, entries }: SetupRecord, logId: string): void {
    this.accounts.set(account.handle, account);
    this.logs.set(logId, [...entries]);
  }

  join({ inviteId, account, mac, acc, x, orgEntries }: JoinRecord, orgLogId: string | null): void {
    this.accounts.set(account.handle, account);
    if (orgEntries !== undefined && orgLogId !== null) this.logs.set(orgLogId, [...orgEntries]);
    const loginPkOf = (t: string) => account.slots.find((slot) => slot.t === t)?.loginPk ?? new Uint8Array(32);
    this.joins.set(inviteId, {
      inviteId, handle: account.handle, card: account.card, cardSig: account.cardSig, mac, acc, x,
      loginPkPw: loginPkOf("pw"), loginPkRc: loginPkOf("rc"), ...(orgEntries === undefined ? {} : { orgEntries }),
    });
  }

  append({ logId, entries }: AppendRecord): void {
    const log = this.logs.get(logId) ?? [];
    if (entries[0]?.seq !== log.length) throw new Error("conflict");
    log.push(...entries);
  }

  create(create: CapRecord, dossierId: string): void {
    this.dossiers.set(dossierId, { create, draft: null, submissions: [], moves: [], keep: null });
  }

  dossier(dossierId: string): StoredDossier {
    const stored = this.dossiers.get(dossierId);
    if (stored === undefined) throw new Error("no such dossier");
    return stored;
  }

  submit(submission: SubmissionRecord): void {
    const stored = this.dossier(submission.dossierId);
    stored.submissions.push(submission);
    stored.moves.push(submission.move);
  }

  /** What each kind of reader is served (protocol 3.17). */
  serve(dossierId: string, to: "organisation" | "reviewer" | "coordinator"): DossierRecord {
    const stored = this.dossier(dossierId);
    const versions = stored.submissions.map((submission, q): VersionRecord => {
      const { body, sig, cc, ci, cs, cn, wo, wr, g, tag } = submission;
      if (to === "organisation") return { q, body, sig, cc, ci, cs, cn, wo, wr };
      return to === "coordinator" ? { q, body, sig, cc, wr, g, tag } : { q, body, sig, cc, wr };
    });
    const visible = to === "reviewer" ? versions.filter((_, q) => isAdmitted(stored, q)) : versions;
    const moves = to === "organisation" ? stored.moves.map(({ move, sig }) => ({ move, sig })) : [...stored.moves];
    return { dossierId, versions: visible, moves, ...(to === "organisation" && stored.keep !== null ? { keep: stored.keep } : {}) };
  }

  board(): BoardRecord[] {
    return [...this.dossiers].filter(([, { moves }]) => moves.length > 0).map(([dossierId, { create, moves }]) => ({ dossierId, pk: create.pk, moves }));
  }
}

function isAdmitted({ moves }: StoredDossier, q: number): boolean {
  return moves.some((record) => {
    const move = decodeMove(new Uint8Array(record.move));
    return move.ok && move.value.to === "screening" && move.value.at_version.q === q;
  });
}
