"use client";

import type { Reader } from "@/app/who-reads";
import type { CaseHeader } from "@/lib/domain/dossier";
import { useContent } from "./editor-context";

/** Blocks of a dossier that differ in who can read them. */
export type Block = "content" | "consents" | "identity" | "sources" | "notes";

/** Who will be able to read a block once the dossier is admitted, by what the organisation has chosen. */
export function readersOf(block: Block, header: CaseHeader): readonly Reader[] {
  switch (block) {
    case "content":
      return ["organisation", "coordinators", "reviewers", "package"];
    case "consents":
      return ["organisation", "coordinators", "reviewers"];
    case "identity":
      if (header.identityMode === "sealed") return ["organisation"];
      return header.namingToGovernment ? ["organisation", "coordinators", "package"] : ["organisation", "coordinators"];
    case "sources":
      return header.sourcesShared ? ["organisation", "coordinators"] : ["organisation"];
    case "notes":
      return ["organisation"];
  }
}

export function useReaders(block: Block): readonly Reader[] {
  return readersOf(block, useContent().caseHeader);
}
