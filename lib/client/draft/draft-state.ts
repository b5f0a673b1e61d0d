/** The draft as the form edits it, and every change that can be made to it: one pure function, `changeDraft`. */
import type { DraftPlain, PublicFile } from "@/lib/crypto/api";
import { dossierSchema, emptyDossier } from "@/lib/domain/dossier";
import type {
  CaseHeader,
  Content,
  Dossier,
  Identity,
  NationalInterest,
  Notes,
  Thumbnail,
} from "@/lib/domain/dossier";
import { applyMasking, dismissWords, forgetSpelling, undoMasking, unmask, type Masking } from "@/lib/domain/masks";
import { err, ok, type Result } from "@/lib/shared/result";
import { withFileForgotten, withFileLogged, withThumbnailOf } from "./file-traces";
import { applyPatch, changeRows, removeRow, restoreRow, type Patch, type Removal, type RowChange } from "./draft-rows";

export type MaskChange =
  | { readonly type: "mask"; readonly masking: Masking }
  | { readonly type: "undo-mask"; readonly masking: Masking }
  | { readonly type: "unmask"; readonly id: string }
  | { readonly type: "forget-spelling"; readonly id: string; readonly spelling: string }
  | { readonly type: "dismiss-words"; readonly words: readonly string[]; readonly dismissed: boolean };

export type DraftState = { readonly dossier: Dossier; readonly files: readonly PublicFile[] };

export type DraftChange =
  | RowChange
  | { readonly type: "header"; readonly patch: Patch<CaseHeader> }
  | { readonly type: "exculpatory"; readonly patch: Patch<Content["exculpatory"]> }
  | { readonly type: "interest"; readonly patch: Patch<NationalInterest> }
  | { readonly type: "identity"; readonly patch: Patch<Identity> }
  | { readonly type: "notes"; readonly patch: Patch<Notes> }
  | { readonly type: "remove"; readonly removal: Removal }
  | { readonly type: "restore"; readonly removal: Removal }
  | MaskChange
  /** Adds the file, or replaces what was known of it, and writes down what it has come to by that day. */
  | { readonly type: "file"; readonly file: PublicFile; readonly day: string }
  | { readonly type: "drop-file"; readonly fid: string }
  /** Of a file that is in the draft; of another it changes nothing. */
  | { readonly type: "thumbnail"; readonly thumbnail: Thumbnail };

/** A draft in which nothing was written yet. */
export function emptyDraft(): DraftState {
  return { dossier: emptyDossier(), files: [] };
}

/** Judges what was opened; a draft of a newer version of Sealpost is refused rather than cut short. */
export function readDraft(plain: DraftPlain): Result<DraftState, "unreadable"> {
  const { content, identity, sources, notes, files } = plain;
  const parsed = dossierSchema.safeParse({ content, identity, sources, notes });
  return parsed.success ? ok({ dossier: parsed.data, files }) : err("unreadable");
}

export function toPlain({ dossier, files }: DraftState): DraftPlain {
  return { ...dossier, files: [...files] };
}

export function changeDraft(state: DraftState, change: DraftChange): DraftState {
  switch (change.type) {
    case "file":
      return { dossier: withFileLogged(state.dossier, change.file, change.day), files: putFile(state.files, change.file) };
    case "drop-file":
      return dropFile(state, change.fid);
    case "thumbnail":
      return putThumbnail(state, change.thumbnail);
    default:
      return { ...state, dossier: changeDossier(state.dossier, change) };
  }
}

type DossierChange = Exclude<DraftChange, { readonly type: "file" | "drop-file" | "thumbnail" }>;

function changeDossier(dossier: Dossier, change: DossierChange): Dossier {
  switch (change.type) {
    case "header":
      return withContent(dossier, { caseHeader: applyPatch(dossier.content.caseHeader, change.patch) });
    case "exculpatory":
      return withContent(dossier, { exculpatory: applyPatch(dossier.content.exculpatory, change.patch) });
    case "interest":
      return withContent(dossier, { nationalInterest: applyPatch(dossier.content.nationalInterest, change.patch) });
    case "identity":
      return { ...dossier, identity: applyPatch(dossier.identity, change.patch) };
    case "notes":
      return { ...dossier, notes: applyPatch(dossier.notes, change.patch) };
    case "remove":
      return removeRow(dossier, change.removal);
    case "restore":
      return restoreRow(dossier, change.removal);
    case "mask":
    case "undo-mask":
    case "unmask":
    case "forget-spelling":
    case "dismiss-words":
      return changeMasks(dossier, change);
    default:
      return changeRows(dossier, change);
  }
}

function changeMasks(dossier: Dossier, change: MaskChange): Dossier {
  switch (change.type) {
    case "mask":
      return applyMasking(dossier, change.masking);
    case "undo-mask":
      return undoMasking(dossier, change.masking);
    case "unmask":
      return unmask(dossier, change.id);
    case "forget-spelling":
      return forgetSpelling(dossier, change.id, change.spelling);
    case "dismiss-words":
      return dismissWords(dossier, change.words, change.dismissed);
  }
}

function withContent(dossier: Dossier, patch: Partial<Content>): Dossier {
  return { ...dossier, content: { ...dossier.content, ...patch } };
}

function putFile(files: readonly PublicFile[], file: PublicFile): readonly PublicFile[] {
  const known = files.some((other) => other.fid === file.fid);
  return known ? files.map((other) => (other.fid === file.fid ? file : other)) : [...files, file];
}

function putThumbnail(state: DraftState, thumbnail: Thumbnail): DraftState {
  const file = state.files.find(({ fid }) => fid === thumbnail.fid);
  return file === undefined ? state : { ...state, dossier: withThumbnailOf(state.dossier, file.compartment, thumbnail) };
}

function dropFile(state: DraftState, fid: string): DraftState {
  const evidence = state.dossier.content.evidence.map((item) =>
    item.fileIds.includes(fid) ? { ...item, fileIds: item.fileIds.filter((other) => other !== fid) } : item,
  );
  return {
    dossier: withFileForgotten(withContent(state.dossier, { evidence }), fid),
    files: state.files.filter((file) => file.fid !== fid),
  };
}
