import { describe, expect, it } from "vitest";
import { matchesText } from "./match-text";

describe("searching a list", () => {
  it("finds by any word, without case or marks", () => {
    expect(matchesText("Côte d’Ivoire CI", "cote")).toBe(true);
    expect(matchesText("Korea (the Republic of)", "republic korea")).toBe(true);
    expect(matchesText("Türkiye", "TURK")).toBe(true);
  });

  it("shows all for an empty query and none for a word that is missing", () => {
    expect(matchesText("Mali", "")).toBe(true);
    expect(matchesText("Mali", "malawi")).toBe(false);
    expect(matchesText("Mali", "mali west")).toBe(false);
  });
});
