/** What must hold for every format of documents and archives, as tests: one call for each dirty file. */
import { describe, expect, inject, it } from "vitest";
import { cleanFile, inspectFile } from "../clean-file";
import type { RemainId } from "../format";
import type { FileKind } from "../kinds";
import { findCanaries } from "./canaries";
import { cleanBytes, type Bytes } from "./guarantees";
import { mutationsOf, truncationsOf, type Mutation } from "./mutations";

const MOST_MILLISECONDS = 2000;
const TRUNCATIONS = 40;
/** "Canary" in the digits of a PDF's hexadecimal strings, with one and with two bytes for each letter. */
const HEX = /(?:43|63)616e617279|00(?:43|63)0061006e006100720079/i;

export function canariesOf(bytes: Uint8Array): string[] {
  const hex = HEX.exec(Buffer.from(bytes).toString("latin1"));
  return [...findCanaries(bytes), ...(hex === null ? [] : [hex[0]])];
}

export interface GuaranteedDocument {
  readonly name: string;
  readonly kind: FileKind;
  readonly make: () => Promise<Bytes>;
  /** Lines "what|detail" or "what|detail|where" that must be among the findings. */
  readonly told: readonly string[];
  readonly remains: readonly RemainId[];
  /** What a reader of the document sees, taken out of it by the test's own code. */
  readonly visible: (bytes: Bytes) => string | Promise<string>;
}

async function withstand({ name, bytes }: Mutation): Promise<void> {
  const began = performance.now();
  const file = new Blob([bytes]);
  await inspectFile(file, "x");
  const cleaned = await cleanFile(file);
  expect(performance.now() - began, name).toBeLessThan(MOST_MILLISECONDS);
  if (cleaned.ok) expect(canariesOf(new Uint8Array(await cleaned.value.arrayBuffer())), name).toEqual([]);
}

export function guaranteeDocument({ name, kind, make, told, remains, visible }: GuaranteedDocument): void {
  describe(name, () => {
    it("tells each thing that it gives away", async () => {
      const bytes = await make();
      expect(canariesOf(bytes).length).toBeGreaterThan(0);
      const inspection = await inspectFile(new Blob([bytes]), name);
      expect({ ...inspection, findings: [] }).toEqual({ kind, fault: null, remains, findings: [] });
      const lines = inspection.findings.flatMap(({ what, detail, where }) => [`${what}|${detail}`, `${what}|${detail}|${where ?? ""}`]);
      for (const line of told) expect(lines).toContain(line);
    });

    it("comes out without a canary, with all that one sees, and nothing is left to find", async () => {
      const before = await make();
      const after = await cleanBytes(before);
      expect(canariesOf(after)).toEqual([]);
      expect(await visible(after)).toBe(await visible(before));
      expect((await visible(after)).length).toBeGreaterThan(10);
      expect(await inspectFile(new Blob([after]), name)).toEqual({ kind, findings: [], remains, fault: null });
      expect(Buffer.compare(await cleanBytes(after), after)).toBe(0);
    });

    it("damaged, it never throws or hangs, and what is called clean holds no canary", async () => {
      const whole = await make();
      for (const mutation of truncationsOf(whole, TRUNCATIONS)) await withstand(mutation);
      for (const mutation of mutationsOf(whole, inject("cleanMutations"))) await withstand(mutation);
    }, 600_000);
  });
}
