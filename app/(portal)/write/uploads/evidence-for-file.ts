import type { PublicFile } from "@/lib/crypto/api";
import { groupOf, type FileKind, type KindGroup } from "@/lib/clean/kinds";
import { newEvidence, type Evidence } from "@/lib/domain/dossier";
import type { EvidenceType } from "@/lib/domain/themes";
import { makeId } from "../editor/editor-context";

const TYPES: Partial<Record<KindGroup, EvidenceType>> = {
  picture: "photo",
  document: "document",
  text: "document",
  video: "video",
  sound: "audio",
};

/** The piece of evidence that a new file begins: what is known of it without asking. */
export function evidenceFor(file: PublicFile, kind: FileKind, metadataNote: string): Evidence {
  return { ...newEvidence(makeId), title: file.name.replace(/\.[^.]{1,5}$/, ""), type: TYPES[groupOf(kind)] ?? "", fileIds: [file.fid], metadataNote };
}
