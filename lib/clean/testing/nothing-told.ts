/** What both tables of fixtures have in common: two programs that list what a file says of itself find nothing in its cleaned copy. */
import { expect, it } from "vitest";
import { exifTags, exifText, mat2Tags, withPair } from "./programs";
import { telling } from "../desk/structural-tags";

export function nothingIsTold(fixture: string): void {
  it("exiftool finds nothing but how it is built", async () => {
    await withPair(fixture, ({ after }) => {
      expect(telling(exifTags(after))).toEqual([]);
      expect(exifText(after)).not.toMatch(/canary|warning/i);
    });
  });

  it("mat2 finds nothing but how it is built, where it knows the format", async () => {
    await withPair(fixture, ({ after }) => expect(telling(mat2Tags(after) ?? [])).toEqual([]));
  });
}
