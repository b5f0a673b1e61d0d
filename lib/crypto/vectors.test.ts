import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runVectors, type Vectors } from "./vectors";

const file = new URL("../format/vectors/protocol-ps1.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vectors;

test("every known answer of suite 1 is reproduced", async () => {
  expect(await runVectors(vectors)).toEqual([]);
});

test("a changed known answer is noticed", async () => {
  const changed: Vectors = { ...vectors, passphrase: [], file: [], box: vectors.box.map((v) => ({ ...v, out: v.out.replace(/^01/, "02") })) };
  await expect(runVectors(changed)).rejects.toMatchObject({ code: "E_FORMAT" });
});
