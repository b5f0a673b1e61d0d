import { describe, expect, it } from "vitest";
import type { DossierView } from "@/lib/crypto/api";
import { maskWords } from "@/lib/domain/masks";
import { sampleDossier } from "@/lib/domain/testing/sample-dossier";
import { summariseDossier } from "./summarise-dossier";

describe("the board's line", () => {
  it("holds the masks of title and subjects, and none of the hidden words", () => {
    const dossier = sampleDossier();
    dossier.content.caseHeader.workingTitle = "What Rana saw";
    const rana = maskWords(dossier, { id: "1".repeat(32), kind: "source", words: ["Rana"] });
    const masked = maskWords(rana, { id: "2".repeat(32), kind: "victim", words: ["Subject One"] });
    // A dossier that no track was opened for: nothing else of the view is read.
    const summary = summariseDossier(masked.content, { tracks: [] } as unknown as DossierView);
    expect(summary.title).toBe("What [source 1] saw");
    expect(summary.subjects).toEqual(["[victim 1]", "Unit Two"]);
    expect(JSON.stringify(summary)).not.toMatch(/Rana|Subject One/);
  });
});
