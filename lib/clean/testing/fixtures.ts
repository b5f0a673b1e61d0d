import { readFile } from "node:fs/promises";

export type Bytes = Uint8Array<ArrayBuffer>;

export async function readFixture(name: string): Promise<Bytes> {
  return Uint8Array.from(await readFile(new URL(`../fixtures/${name}`, import.meta.url)));
}
