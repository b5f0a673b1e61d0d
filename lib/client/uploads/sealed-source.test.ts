import { describe, expect, it } from "vitest";
import { SEALED_CHUNK_BYTES } from "@/lib/format/chunks";
import { PatchSize, sealedSource } from "./sealed-source";

const SIZE = 40 * SEALED_CHUNK_BYTES + 1000;

function watched() {
  const asked: [number, number][] = [];
  const cipher = {
    sealRange: ({ start, end }: { start: number; end: number }) => {
      asked.push([start, end]);
      return Promise.resolve(new Uint8Array(end - start).fill(start % 251));
    },
  };
  let clock = 0;
  const source = sealedSource(cipher, new Blob([]), SIZE, (bytes) => bytes, () => clock);
  const send = async (start: number, ms: number): Promise<{ end: number; done: boolean; bytes: Uint8Array }> => {
    const { value, done } = await source.slice(start, Number.MAX_SAFE_INTEGER);
    const bytes = value as Uint8Array;
    clock += ms;
    return { end: start + bytes.length, done, bytes };
  };
  return { asked, send };
}

describe("sealed ranges", () => {
  it("follow each other to the last byte, each sealed once and before it is asked for", async () => {
    const { asked, send } = watched();
    let [at, done, patches] = [0, false, 0];
    while (!done) {
      const { end, done: last, bytes } = await send(at, 50);
      expect(bytes[0]).toBe(at % 251);
      expect(last || asked.at(-1)?.[0] === end).toBe(true); // the next is on its way already
      [at, done, patches] = [end, last, patches + 1];
    }
    expect(at).toBe(SIZE);
    expect(asked).toHaveLength(patches);
    expect(asked.flat().slice(1, -1)).toEqual(asked.flatMap(([start]) => [start, start]).slice(2));
  });

  it("after a resume in the middle of a chunk end where chunks end", async () => {
    const { send } = watched();
    const { end } = await send(5 * SEALED_CHUNK_BYTES + 77, 50);
    expect(end % SEALED_CHUNK_BYTES).toBe(0);
  });

  it("from another place than expected are made anew", async () => {
    const { asked, send } = watched();
    const { end } = await send(0, 50);
    const back = end - SEALED_CHUNK_BYTES - 5;
    expect((await send(back, 50)).bytes[0]).toBe(back % 251);
    expect(asked.map(([start]) => start).slice(0, 3)).toEqual([0, end, back]);
  });

  it("tell a changed file when their turn comes, not before", async () => {
    const fault = Object.assign(new Error("changed"), { code: "E_CHANGED" });
    const cipher = { sealRange: ({ start }: { start: number }) => (start === 0 ? Promise.resolve(new Uint8Array(4 * SEALED_CHUNK_BYTES)) : Promise.reject(fault)) };
    const source = sealedSource(cipher, new Blob([]), SIZE, (bytes) => bytes);
    await source.slice(0, SIZE);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(source.slice(4 * SEALED_CHUNK_BYTES, SIZE)).rejects.toBe(fault);
  });
});

describe("the size of a PATCH", () => {
  const after = (...observed: [bytes: number, ms: number][]): number => {
    const size = new PatchSize();
    for (const [bytes, ms] of observed) size.observe(bytes, ms);
    return size.chunks;
  };
  it("is one chunk on a slow line, grows step by step on a fast one, and stays within what memory allows", () => {
    expect(after([4 * SEALED_CHUNK_BYTES, 400_000])).toBe(1);
    expect(after([4 * SEALED_CHUNK_BYTES, 100])).toBe(8);
    expect(after(...Array.from({ length: 9 }, (): [number, number] => [4 * SEALED_CHUNK_BYTES, 100]))).toBe(16);
    expect(after([4 * SEALED_CHUNK_BYTES, 0])).toBe(8);
  });
});
