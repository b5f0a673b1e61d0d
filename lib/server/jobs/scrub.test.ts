import { open, rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import { sealedSize } from "@/lib/format/chunks";
import { addOrganisation, addResearcher, foundCoalition, type SignedIn } from "../testing/story";
import { blobPath, createUpload, noise, uploadBlob, useEvidenceFolder } from "../testing/uploads";
import { describeDamage, scrub } from "./scrub";

let close = (): Promise<void> => Promise.resolve();
let removeFolder = (): Promise<void> => Promise.resolve();
let researcher: SignedIn;

beforeAll(async () => {
  removeFolder = await useEvidenceFolder();
  close = await openForTests("pglite");
  researcher = await addResearcher(await addOrganisation(await foundCoalition(1), 2), 3);
});
afterAll(async () => {
  await close();
  await removeFolder();
});

describe("the scrub of stored evidence", () => {
  it("names what was changed on the disk or is gone, and nothing else", async () => {
    const bytes = noise(sealedSize(2 ** 21));
    const [whole, flipped, gone] = [await uploadBlob(researcher, bytes), await uploadBlob(researcher, bytes), await uploadBlob(researcher, bytes)];
    await createUpload(researcher, bytes.length); // one that is under way
    expect(await scrub()).toEqual([]);
    const file = await open(blobPath(flipped.id), "r+");
    await file.write(Uint8Array.of((bytes[1_500_000] ?? 0) ^ 1), 0, 1, 1_500_000);
    await file.close();
    await rm(blobPath(gone.id));
    const found = await scrub();
    expect(found.sort()).toEqual([flipped.id, gone.id].sort());
    expect(describeDamage(flipped.id)).toContain(blobPath(flipped.id));
    expect(found).not.toContain(whole.id);
  });
});
