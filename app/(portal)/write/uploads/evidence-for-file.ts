import type { PublicFile } from "@/lib/crypto/api";
import type { FileKind } from "@/lib/client/scrub/sniff-kind";
import { newEvidence, type Evidence } from "@/lib/domain/dossier";
import type { EvidenceType } from "@/lib/domain/themes";
import { makeId } from "../editor/editor-context";

const TYPES: Partial<Record<FileKind, EvidenceType>> = {
  jpeg: "photo",
  png: "photo",
  gif: "photo",
  webp: "photo",
  "image-other": "photo",
  pdf: "document",
  office: "document",
  text: "document",
  video: "video",
  audio: "audio",
};

/** The piece of evidence that a new file begins: what is known of it without asking. */
export function evidenceFor(file: PublicFile, kind: FileKind): Evidence {
  return { ...newEvidence(makeId), title: file.name.replace(/\.[^.]{1,5}$/, ""), type: TYPES[kind] ?? "", fileIds: [file.fid] };
}
