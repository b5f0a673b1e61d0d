import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fromUtf8, toHex, utf8 } from "../shared/bytes";
import type { Hash } from "../shared/ids";
import { encodeManifest, encodeManifestSig, exportParts, exportVersionHash, signerFingerprint, verifyManifest, type Manifest } from "./export-manifest";
import { filled, makePerson, sign } from "./log.fixture";

const signer = makePerson(1);
const packageId = filled(16, 1);
const fields: Omit<Manifest, "version"> = {
  package_id: toHex(packageId),
  created: "2031-03-01",
  audience: "us",
  recipe: "us-glomag",
  redactions: ["sources withheld"],
  members: [{ name: "01-recommendation.pdf", size: 3, sha256: createHash("sha256").update("abc").digest("hex") }],
  versions: [{ salt: toHex(filled(16, 2)), hash: toHex(exportVersionHash(filled(16, 2), filled(32, 3) as Hash)) }],
  signer: signerFingerprint(signer.ik),
};

function signManifest(bytes: Uint8Array, by = signer) {
  return encodeManifestSig(by.ik, sign(by.seed, "export", ...exportParts(packageId, bytes)));
}

test("whoever has the package can check who made it and what is in it", () => {
  const bytes = encodeManifest(fields);
  expect(verifyManifest(bytes, signManifest(bytes))).toEqual({ ok: true, value: { version: 1, ...fields } });
});

test("a changed manifest, another signer, another package or a stray byte is refused", () => {
  const bytes = encodeManifest(fields);
  const seal = signManifest(bytes);
  expect(verifyManifest(utf8(fromUtf8(bytes).replace("abc", "abd").replace(/"size": 3/, '"size": 4')), seal)).toEqual({ ok: false, code: "E_SIG" });
  expect(verifyManifest(utf8(`${fromUtf8(bytes)} `), seal)).toEqual({ ok: false, code: "E_SIG" });
  expect(verifyManifest(bytes, signManifest(bytes, makePerson(2)))).toEqual({ ok: false, code: "E_ID" });
  const other = encodeManifest({ ...fields, package_id: toHex(filled(16, 9)) });
  expect(verifyManifest(other, encodeManifestSig(signer.ik, sign(signer.seed, "export", ...exportParts(packageId, other))))).toEqual({ ok: false, code: "E_SIG" });
  expect(verifyManifest(utf8("{"), seal)).toEqual({ ok: false, code: "E_FORMAT" });
  expect(verifyManifest(bytes, utf8("null"))).toEqual({ ok: false, code: "E_FORMAT" });
});

test("a manifest that breaks its own form is not written", () => {
  expect(() => encodeManifest({ ...fields, created: "2031-02-30" })).toThrow();
  expect(() => encodeManifest({ ...fields, signer: "x" })).toThrow();
});

test("a version is named by a salted hash that node's own SHA-256 gives too", () => {
  const expected = createHash("sha256").update(filled(16, 2)).update(filled(32, 3)).digest("hex");
  expect(toHex(exportVersionHash(filled(16, 2), filled(32, 3) as Hash))).toBe(expected);
});
