/** What must hold for every format, as tests: one call for each dirty fixture. */
import { describe, expect, inject, it } from "vitest";
import { cleanFile, inspectFile } from "../clean-file";
import type { RemainId } from "../format";
import type { FileKind } from "../kinds";
import { findCanaries } from "./canaries";
import { readFixture, type Bytes } from "./fixtures";
import { mutationsOf, truncationsOf, type Mutation } from "./mutations";

export { readFixture, type Bytes } from "./fixtures";

const MOST_MILLISECONDS = 2000;
const TRUNCATIONS = 60;

export async function cleanBytes(bytes: Bytes): Promise<Bytes> {
  const cleaned = await cleanFile(new Blob([bytes]));
  if (!cleaned.ok) throw new Error(cleaned.code);
  return new Uint8Array(await cleaned.value.arrayBuffer());
}

type Coded = (bytes: Bytes) => Uint8Array | Promise<Uint8Array>;

export interface Guaranteed {
  readonly fixture: string;
  readonly kind: FileKind;
  /** Lines "what|detail" that must be among the findings. */
  readonly told: readonly string[];
  readonly remains?: readonly RemainId[];
  /** What decides pixels and sound, taken out of a file by other code than that under test. */
  readonly coded: Coded;
  /** Where damage can bring a canary into picture or sound, in a cleaned copy; the same as `coded` where it is left out. */
  readonly swallowed?: Coded;
}

/** Canaries outside picture and sound: what damage moved into those, nobody can tell from them. */
async function canariesBesides(bytes: Bytes, coded: Coded): Promise<string[]> {
  const found = findCanaries(bytes);
  if (found.length === 0) return found;
  try {
    return found.length > findCanaries(await coded(bytes)).length ? found : [];
  } catch {
    return found;
  }
}

async function withstand({ name, bytes }: Mutation, coded: Coded): Promise<void> {
  const began = performance.now();
  const file = new Blob([bytes]);
  await inspectFile(file, "x");
  const cleaned = await cleanFile(file);
  expect(performance.now() - began, name).toBeLessThan(MOST_MILLISECONDS);
  if (cleaned.ok) expect(await canariesBesides(new Uint8Array(await cleaned.value.arrayBuffer()), coded), name).toEqual([]);
}

export function guarantee({ fixture, kind, told, remains = [], coded, swallowed = coded }: Guaranteed): void {
  describe(fixture, () => {
    it("tells each thing that it gives away", async () => {
      const bytes = await readFixture(fixture);
      expect(findCanaries(bytes).length).toBeGreaterThan(0);
      const inspection = await inspectFile(new Blob([bytes]), fixture);
      expect(inspection).toMatchObject({ kind, fault: null, remains });
      const lines = inspection.findings.map(({ what, detail }) => `${what}|${detail}`);
      for (const line of told) expect(lines).toContain(line);
    });

    it("comes out without a canary, with the same picture or sound, and nothing is left to find", async () => {
      const before = await readFixture(fixture);
      const after = await cleanBytes(before);
      expect(findCanaries(after)).toEqual([]);
      const samples = await coded(after);
      expect(samples.length).toBeGreaterThan(0);
      expect(Buffer.compare(samples, await coded(before))).toBe(0);
      expect(await inspectFile(new Blob([after]), fixture)).toEqual({ kind, findings: [], remains, fault: null });
      expect(Buffer.compare(await cleanBytes(after), after)).toBe(0);
    });

    it("damaged, it never throws or hangs, and what is called clean holds no canary", async () => {
      const whole = await readFixture(fixture);
      for (const mutation of truncationsOf(whole, TRUNCATIONS)) await withstand(mutation, swallowed);
      for (const mutation of mutationsOf(whole, inject("cleanMutations"))) await withstand(mutation, swallowed);
    }, 600_000);
  });
}
