import { beforeAll, describe, expect, test } from "vitest";
import { concatBytes, equalBytes, toHex, type Bytes } from "../shared/bytes";
import { chunkAad, CHUNK_BYTES, cthOf, SEALED_CHUNK_BYTES, sealedSize } from "../format/chunks";
import { openInPlace, sealInPlace, wipeChunkMemory } from "./chunk-memory";
import type { CryptoError } from "./crypto-error";
import { FileOpening } from "./file-opening";
import { fileKeys } from "./file-cipher";
import { blake2b, encryptAead, heap, NONCE_BYTES, randomBytes, readySodium, sha256 } from "./sodium";
import { UploadSession } from "./upload-session";

beforeAll(readySodium);

const SIZES = [0, 1, 4096, 3 * 4096, 65_536, 65_537, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES + 1];

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
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
  return { data, file, key, sealed, claim: { ...key, ...(await session.finish(file)) } };
}

function chunksOf(sealed: Bytes): Bytes[] {
  const chunks: Bytes[] = [];
  for (let at = 0; at < sealed.length; at += SEALED_CHUNK_BYTES) chunks.push(sealed.slice(at, at + SEALED_CHUNK_BYTES));
  return chunks;
}

async function openAll(claim: Awaited<ReturnType<typeof upload>>["claim"], chunks: readonly Bytes[]): Promise<Bytes> {
  const opening = new FileOpening(claim, chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  const opened: Bytes[] = [];
  for (const chunk of chunks) opened.push(await opening.openNext(chunk));
  const out = concatBytes(...opened);
  expect(opening.isComplete).toBe(true);
  return out;
}

describe("a file", () => {
  test.each(SIZES)("of %i bytes comes back whole, and its hashes are those of the original and of the ciphertext", async (size) => {
    const { data, sealed, claim } = await upload(size);
    expect(sealed.length).toBe(sealedSize(size));
    expect(equalBytes(await openAll(claim, chunksOf(sealed)), data)).toBe(true);
    expect(claim.sha256).toEqual(sha256(data));
    expect(claim.cth).toEqual(cthOf(chunksOf(sealed).map(sha256)));
  });

  test("a dropped, swapped, duplicated, truncated, extended or flipped chunk is refused", async () => {
    const { sealed, claim } = await upload(2 * CHUNK_BYTES + 5);
    const [a, b, c] = chunksOf(sealed) as [Bytes, Bytes, Bytes];
    const flipped = c.map((byte, i) => (i === 100 ? byte ^ 1 : byte));
    expect(await codeOf(() => openAll(claim, [a, b]))).toBe("E_LENGTH");
    expect(await codeOf(() => openAll(claim, [b, a, c]))).toBe("E_CHUNK");
    expect(await codeOf(() => openAll(claim, [a, a, c]))).toBe("E_CHUNK");
    expect(await codeOf(() => openAll(claim, [a, b, c.slice(0, -1)]))).toBe("E_LENGTH");
    expect(await codeOf(() => openAll(claim, [a, b, concatBytes(c, Uint8Array.of(0))]))).toBe("E_LENGTH");
    expect(await codeOf(() => openAll(claim, [a, b, flipped]))).toBe("E_CHUNK");
    expect(await codeOf(() => openAll({ ...claim, size: CHUNK_BYTES }, [a]))).toBe("E_CHUNK");
  });

  test("a chunk of another file under the same key is refused", async () => {
    const [one, two] = [await upload(10), await upload(10)];
    expect(await codeOf(() => openAll({ ...one.claim, fk: two.claim.fk }, chunksOf(two.sealed)))).toBe("E_CHUNK");
  });

  test("bytes hidden in the padding are refused", async () => {
    const { data, key } = makeFile(3);
    const keys = fileKeys(key.fk, key.fid, key.size);
    const plain = new Uint8Array(keys.padded).fill(1, 60_000);
    plain.set(data);
    const sealed = sealInPlace(keys, chunkAad(key.fid, 0, 1, keys.padded), plain, plain.length).slice();
    const claim = { ...key, sha256: sha256(data), cth: cthOf([sha256(sealed)]) };
    expect(await codeOf(() => openAll({ ...claim, length: sealed.length }, [sealed]))).toBe("E_PAD");
  });

  test("after a refusal the opening answers nothing more", async () => {
    const { sealed, claim } = await upload(CHUNK_BYTES + 1);
    const [a, b] = chunksOf(sealed) as [Bytes, Bytes];
    const opening = new FileOpening(claim, sealed.length);
    expect(await codeOf(() => opening.openNext(b))).toBe("E_CHUNK");
    expect(await codeOf(() => opening.openNext(a))).toBe("E_CHUNK");
  });
});

describe("the memory that chunks share", () => {
  test("gives the wrapper's bytes, whatever was in it before, and keeps no key after it is wiped", () => {
    const { data, key } = makeFile(70_000);
    const keys = fileKeys(key.fk, key.fid, key.size);
    const ad = chunkAad(key.fid, 0, 1, keys.padded);
    sealInPlace(keys, ad, new Uint8Array(CHUNK_BYTES).fill(9), CHUNK_BYTES);
    const sealed = sealInPlace(keys, ad, data, keys.padded).slice();
    wipeChunkMemory();
    expect(Buffer.from(heap().HEAPU8).includes(Buffer.from(keys.cipherKey))).toBe(false);
    const plain = concatBytes(data, new Uint8Array(keys.padded - data.length));
    const nonce = blake2b(NONCE_BYTES, concatBytes(ad, plain), keys.nonceKey);
    expect(equalBytes(sealed, concatBytes(nonce, encryptAead(keys.cipherKey, nonce, ad, plain)))).toBe(true);
  });

  test("refuses what is longer than a chunk", async () => {
    const keys = { cipherKey: randomBytes(32), nonceKey: randomBytes(32) };
    expect(await codeOf(() => sealInPlace(keys, randomBytes(99), new Uint8Array(CHUNK_BYTES + 1), CHUNK_BYTES + 1))).toBe("E_LENGTH");
    expect(await codeOf(() => sealInPlace(keys, randomBytes(300), new Uint8Array(9), 9))).toBe("E_LENGTH");
    expect(await codeOf(() => openInPlace(keys, randomBytes(99), new Uint8Array(39)))).toBe("E_LENGTH");
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
    expect(toHex((await resumed.finish(file)).cth)).toBe(toHex(claim.cth));
    await expect(resumed.range(file, 0, sealed.length + 1)).rejects.toMatchObject({ code: "E_RANGE" });
  });

  test("tells no hash before the whole was sealed", async () => {
    const { file, key } = makeFile(CHUNK_BYTES + 1);
    const session = new UploadSession(key);
    await session.range(file, 0, 10);
    await expect(session.finish(file)).rejects.toMatchObject({ code: "E_RANGE" });
  });

  test("of a file that changes while it is read is refused as changed", async () => {
    const { data, file, key } = makeFile(CHUNK_BYTES + 9);
    const session = new UploadSession(key);
    await session.range(file, 0, session.length);
    const edited = new Blob([data.map((byte, i) => (i === 4 ? byte ^ 1 : byte))]);
    await expect(session.range(edited, 0, 10)).rejects.toMatchObject({ code: "E_CHANGED" });
    await expect(session.range(new Blob([data, "x"]), 0, 10)).rejects.toMatchObject({ code: "E_CHANGED" });
    const broken = new ReadableStream<Bytes>({ type: "bytes", pull: () => Promise.reject(new Error("NotReadableError")) });
    const unreadable = { size: key.size, slice: () => ({ stream: () => broken }) };
    await expect(new UploadSession(key).range(unreadable, 0, 10)).rejects.toMatchObject({ code: "E_CHANGED" });
  });
});
