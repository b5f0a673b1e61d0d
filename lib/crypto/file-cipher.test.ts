import { beforeAll, describe, expect, test } from "vitest";
import { concatBytes, equalBytes, toHex, type Bytes } from "../shared/bytes";
import { chunkPlainSize, CHUNK_BYTES, cthOf, SEALED_CHUNK_BYTES, sealedSize } from "../format/chunks";
import type { CryptoError } from "./crypto-error";
import { FileOpening } from "./file-opening";
import { fileKeys, sealChunk } from "./file-cipher";
import { randomBytes, readySodium, sha256 } from "./sodium";
import { UploadSession } from "./upload-session";

beforeAll(readySodium);

const SIZES = [0, 1, 4096, 3 * 4096, 65_536, 65_537, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES + 1];

function codeOf(work: () => unknown): string {
  try {
    work();
    return "opened";
  } catch (cause) {
    return (cause as CryptoError).code;
  }
}

function makeFile(size: number): { data: Bytes; file: Blob; key: { fk: Bytes; fid: Bytes; size: number } } {
  const data = new Uint8Array(size);
  for (let i = 0; i < size; i++) data[i] = (7 * i + (i >> 8)) & 0xff;
  return { data, file: new Blob([data]), key: { fk: randomBytes(32), fid: randomBytes(16), size } };
}

async function upload(size: number) {
  const { data, file, key } = makeFile(size);
  const session = new UploadSession(key);
  const sealed = await session.range(file, 0, session.length);
  return { data, file, key, sealed, claim: { ...key, ...(await session.finish()) } };
}

function chunksOf(sealed: Bytes): Bytes[] {
  const chunks: Bytes[] = [];
  for (let at = 0; at < sealed.length; at += SEALED_CHUNK_BYTES) chunks.push(sealed.slice(at, at + SEALED_CHUNK_BYTES));
  return chunks;
}

function openAll(claim: Awaited<ReturnType<typeof upload>>["claim"], chunks: readonly Bytes[]): Bytes {
  const opening = new FileOpening(claim, chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  const out = concatBytes(...chunks.map((chunk) => opening.openNext(chunk)));
  expect(opening.isComplete).toBe(true);
  return out;
}

describe("a file", () => {
  test.each(SIZES)("of %i bytes comes back whole, and its hashes are those of the original and of the ciphertext", async (size) => {
    const { data, sealed, claim } = await upload(size);
    expect(sealed.length).toBe(sealedSize(size));
    expect(equalBytes(openAll(claim, chunksOf(sealed)), data)).toBe(true);
    expect(claim.sha256).toEqual(sha256(data));
    expect(claim.cth).toEqual(cthOf(chunksOf(sealed).map(sha256)));
  });

  test("a dropped, swapped, duplicated, truncated, extended or flipped chunk is refused", async () => {
    const { sealed, claim } = await upload(2 * CHUNK_BYTES + 5);
    const [a, b, c] = chunksOf(sealed) as [Bytes, Bytes, Bytes];
    const flipped = c.map((byte, i) => (i === 100 ? byte ^ 1 : byte));
    expect(codeOf(() => openAll(claim, [a, b]))).toBe("E_LENGTH");
    expect(codeOf(() => openAll(claim, [b, a, c]))).toBe("E_CHUNK");
    expect(codeOf(() => openAll(claim, [a, a, c]))).toBe("E_CHUNK");
    expect(codeOf(() => openAll(claim, [a, b, c.slice(0, -1)]))).toBe("E_LENGTH");
    expect(codeOf(() => openAll(claim, [a, b, concatBytes(c, Uint8Array.of(0))]))).toBe("E_LENGTH");
    expect(codeOf(() => openAll(claim, [a, b, flipped]))).toBe("E_CHUNK");
    expect(codeOf(() => openAll({ ...claim, size: CHUNK_BYTES }, [a]))).toBe("E_CHUNK");
  });

  test("a chunk of another file under the same key is refused", async () => {
    const [one, two] = [await upload(10), await upload(10)];
    expect(codeOf(() => openAll({ ...one.claim, fk: two.claim.fk }, chunksOf(two.sealed)))).toBe("E_CHUNK");
  });

  test("bytes hidden in the padding are refused", () => {
    const { data, key } = makeFile(3);
    const keys = fileKeys(key.fk, key.fid, key.size);
    const plain = new Uint8Array(chunkPlainSize(0, keys.padded)).fill(1, 60_000);
    plain.set(data);
    const sealed = sealChunk(keys, 0, plain);
    const claim = { ...key, sha256: sha256(data), cth: cthOf([sha256(sealed)]) };
    expect(codeOf(() => openAll({ ...claim, length: sealed.length }, [sealed]))).toBe("E_PAD");
  });

  test("after a refusal the opening answers nothing more", async () => {
    const { sealed, claim } = await upload(CHUNK_BYTES + 1);
    const [a, b] = chunksOf(sealed) as [Bytes, Bytes];
    const opening = new FileOpening(claim, sealed.length);
    expect(codeOf(() => opening.openNext(b))).toBe("E_CHUNK");
    expect(codeOf(() => opening.openNext(a))).toBe("E_CHUNK");
  });
});

describe("an upload", () => {
  test("gives the same bytes for any range, in any order, after a resume", async () => {
    const { file, key, sealed, claim } = await upload(2 * CHUNK_BYTES + 77);
    const cuts: [number, number][] = [[0, 0], [5, 6], [SEALED_CHUNK_BYTES - 1, SEALED_CHUNK_BYTES + 1], [3, sealed.length - 3]];
    for (const [start, end] of cuts) {
      const resumed = new UploadSession(key);
      expect(equalBytes(await resumed.range(file, start, end), sealed.subarray(start, end))).toBe(true);
    }
    const resumed = new UploadSession(key);
    await resumed.catchUp(file, SEALED_CHUNK_BYTES);
    await resumed.range(file, SEALED_CHUNK_BYTES, sealed.length);
    expect(toHex((await resumed.finish()).cth)).toBe(toHex(claim.cth));
    await expect(resumed.range(file, 0, sealed.length + 1)).rejects.toMatchObject({ code: "E_RANGE" });
  });

  test("tells no hash before the whole was sealed", async () => {
    const { file, key } = makeFile(CHUNK_BYTES + 1);
    const session = new UploadSession(key);
    await session.range(file, 0, 10);
    await expect(session.finish()).rejects.toMatchObject({ code: "E_RANGE" });
  });

  test("of a file that changes while it is read is refused as changed", async () => {
    const { data, file, key } = makeFile(CHUNK_BYTES + 9);
    const session = new UploadSession(key);
    await session.range(file, 0, session.length);
    const edited = new Blob([data.map((byte, i) => (i === 4 ? byte ^ 1 : byte))]);
    await expect(session.range(edited, 0, 10)).rejects.toMatchObject({ code: "E_CHANGED" });
    await expect(session.range(new Blob([data, "x"]), 0, 10)).rejects.toMatchObject({ code: "E_CHANGED" });
    const unreadable = { size: key.size, slice: () => ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }) };
    await expect(new UploadSession(key).range(unreadable, 0, 10)).rejects.toMatchObject({ code: "E_CHANGED" });
  });
});
