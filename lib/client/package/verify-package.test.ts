import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ed25519 } from "@noble/curves/ed25519.js";
import { encodeManifest, encodeManifestSig, signerFingerprint, type Manifest } from "@/lib/format/export-manifest";
import { sigMessage } from "@/lib/format/labels";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, fromUtf8, toHex, utf8, type Bytes } from "@/lib/shared/bytes";
import { buildToBytes, fileOf, PACKAGE_ID, packageDossier, packageInput, SIGNING_KEY } from "./testing/sample-package";
import { verifyPackage, type ReportFault } from "./verify-package";
import { centralHeader, dataDescriptor, endRecords, localHeader } from "./zip/records";
import { readArchive } from "./zip/read-archive";
import { crc32 } from "../../shared/crc32";

let whole: Bytes;
beforeAll(async () => {
  const evidence = utf8("evidence ".repeat(500));
  whole = (await buildToBytes(packageInput([packageDossier((fids) => fids.map((fid) => fileOf(fid, "application/pdf", evidence)))]))).bytes;
});

async function faultsOf(bytes: Uint8Array<ArrayBuffer>): Promise<readonly ReportFault[]> {
  const report = await verifyPackage(new Blob([bytes]));
  expect(report.whole).toBe(report.faults.length === 0);
  return report.faults;
}

type Member = { name: string; bytes: Bytes };

async function membersOf(bytes: Bytes): Promise<Member[]> {
  const { members } = await readArchive(new Blob([bytes]));
  return Promise.all(members.map(async ({ name, data }) => ({ name, bytes: new Uint8Array(await data.arrayBuffer()) })));
}

/** An archive in the exact form, whatever its members are. */
function pack(members: readonly Member[]): Bytes {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of members) {
    const entry = { name, size: bytes.length, crc: crc32(bytes), offset };
    const local = [localHeader(entry), bytes, dataDescriptor(entry)];
    parts.push(...local);
    directory.push(centralHeader(entry));
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const central = concatBytes(...directory);
  return concatBytes(...parts, central, endRecords(members.length, central.length, offset));
}

const edit = async (change: (members: Member[]) => Member[]): Promise<Bytes> => pack(change(await membersOf(whole)));

const flip = (bytes: Bytes, at: number): Bytes => {
  const changed = bytes.slice();
  changed[at] = (changed[at] ?? 0) ^ 0x01;
  return changed;
};

function resign(members: Member[], change: (manifest: Omit<Manifest, "version">) => void, signer = SIGNING_KEY): Member[] {
  const { version: _version, ...manifest } = JSON.parse(fromUtf8(members.find(({ name }) => name === "manifest.json")?.bytes ?? utf8(""))) as Manifest;
  change(manifest);
  const bytes = encodeManifest(manifest);
  const sig = ed25519.sign(sigMessage("export", PACKAGE_ID, sha256(bytes)), signer);
  const replaced: Record<string, Bytes> = { "manifest.json": bytes, "manifest.sig": encodeManifestSig(ed25519.getPublicKey(signer), sig) };
  return members.map((member) => ({ ...member, bytes: replaced[member.name] ?? member.bytes }));
}

describe("a changed package fails, and what was changed is named", () => {
  it("packing the members anew in the same form is whole: the helper tests what it should", async () => {
    expect(await faultsOf(await edit((members) => members))).toEqual([]);
  });

  it("one byte of each member", async () => {
    for (const target of ["README.txt", "00-cover.html", "memos/01-memo.html", "exhibits/Exhibit-1-01.pdf", "verify.html"]) {
      const changed = await edit((members) => members.map((m) => (m.name === target ? { ...m, bytes: flip(m.bytes, 5) } : m)));
      expect(await faultsOf(changed)).toEqual([{ code: "member-changed", member: target }]);
    }
  });

  it("one byte in place, without the checksum being made to fit", async () => {
    const at = Buffer.from(whole).indexOf("evidence evidence");
    expect(await faultsOf(flip(whole, at))).toEqual([{ code: "member-changed", member: "exhibits/Exhibit-1-01.pdf" }]);
  });

  it("manifest and signature", async () => {
    const change = (name: string, from: string, to: string) =>
      edit((members) => members.map((m) => (m.name === name ? { ...m, bytes: utf8(fromUtf8(m.bytes).replace(from, to)) } : m)));
    expect(await faultsOf(await change("manifest.json", "us-redacted", "us-redactee"))).toEqual([{ code: "signature-wrong" }]);
    expect(await faultsOf(await change("manifest.json", "{", "("))).toEqual([{ code: "manifest-unreadable" }]);
    expect(await faultsOf(await change("manifest.json", '"signer": "', '"signer": "0'))).toEqual([{ code: "manifest-unreadable" }]);
    expect(await faultsOf(await change("manifest.sig", '"sig"', '"gis"'))).toEqual([{ code: "signature-unreadable" }]);
    expect(await faultsOf(await change("manifest.sig", "\n", " "))).toEqual([{ code: "signature-unreadable" }]);
  });

  it("an added, a removed and a renamed member", async () => {
    expect(await faultsOf(await edit((members) => [...members, { name: "memos/99-extra.html", bytes: utf8("x") }]))).toEqual([
      { code: "member-unlisted", member: "memos/99-extra.html" },
    ]);
    expect(await faultsOf(await edit((members) => members.filter(({ name }) => !name.startsWith("exhibits/"))))).toEqual([
      { code: "member-missing", member: "exhibits/Exhibit-1-01.pdf" },
    ]);
    const renamed = await edit((members) => members.map((m) => (m.name === "verify.html" ? { ...m, name: "verity.html" } : m)));
    expect(await faultsOf(renamed)).toEqual([{ code: "member-missing", member: "verify.html" }, { code: "member-unlisted", member: "verity.html" }]);
    expect(await faultsOf(await edit((members) => members.filter(({ name }) => name !== "manifest.json")))).toEqual([{ code: "manifest-missing" }]);
    expect(await faultsOf(await edit((members) => members.filter(({ name }) => name !== "manifest.sig")))).toEqual([{ code: "signature-missing" }]);
  });

  it("another key signs the changed list: whole, but under another fingerprint, which is what people compare", async () => {
    const other = new Uint8Array(32).fill(8);
    const stillNamingUs = await edit((members) => resign(members, () => undefined, other));
    expect(await faultsOf(stillNamingUs)).toEqual([{ code: "signer-differs" }]);
    const forged = await edit((members) => resign(members, (manifest) => { manifest.signer = signerFingerprint(ed25519.getPublicKey(other)); }, other));
    const report = await verifyPackage(new Blob([forged]));
    expect(report.whole).toBe(true);
    expect(report.manifest?.signer).not.toBe(signerFingerprint(ed25519.getPublicKey(SIGNING_KEY)));
  });

  it("a list that names a member twice", async () => {
    const twice = await edit((members) => resign(members, (manifest) => { manifest.members.push(...manifest.members.slice(0, 1)); }));
    expect(await faultsOf(twice)).toEqual([{ code: "member-repeated", member: "README.txt" }]);
  });

  it("any one bit anywhere in the archive", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const changed = whole.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect((await faultsOf(changed)).length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });

  it("every byte of the archive's own records", async () => {
    const start = Buffer.from(whole).indexOf("PK\x01\x02");
    for (let at = start; at < whole.length; at++) expect((await faultsOf(flip(whole, at))).length, String(at)).toBeGreaterThan(0);
  }, 120_000);
});

describe("an archive that two readers could read differently fails in words", () => {
  it("bytes before, after or between members, a cut end, no archive at all", async () => {
    const junk = utf8("junk");
    expect(await faultsOf(concatBytes(junk, whole))).not.toEqual([]);
    expect(await faultsOf(concatBytes(whole, junk))).toEqual([{ code: "other-form" }]);
    expect(await faultsOf(whole.slice(0, -40))).toEqual([{ code: "not-a-zip" }]);
    expect(await faultsOf(junk)).toEqual([{ code: "not-a-zip" }]);
    expect(await faultsOf(new Uint8Array(0))).toEqual([{ code: "not-a-zip" }]);
    expect(await faultsOf(endRecords(0, 0, 0))).toEqual([{ code: "manifest-missing" }]);
  });

  it("local and central header disagree about a name", async () => {
    const text = Buffer.from(whole);
    const local = text.indexOf("verify.html", text.lastIndexOf("PK\x07\x08") - 3000);
    const changed = whole.slice();
    changed.set(utf8("VERIFY"), text.indexOf("PK\x01\x02") > local ? local : 0);
    const faults = await faultsOf(changed);
    expect(faults.map(({ code }) => code)).toContain("header-differs");
  });

  it("duplicate names, in any case, and names that leave the folder", async () => {
    const member = (name: string): Member => ({ name, bytes: utf8("x") });
    expect(await faultsOf(pack([member("a.txt"), member("A.txt")]))).toEqual([{ code: "duplicate-name", member: "A.txt" }]);
    for (const name of ["../evil.html", "/etc/passwd", "a/../../b", "C:\\x", "a\\b", "a//b", "", "folder/", ".hidden", "nul\0.txt", "name.", "ünicode.html"]) {
      expect((await faultsOf(pack([member(name)]))).map(({ code }) => code), name).toEqual(["unsafe-name"]);
    }
  });

  it("never throws, whatever the bytes are", async () => {
    const piece = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(whole.slice(0, 60), whole.slice(-60), endRecords(1, 46, 0), endRecords(70_000, 5, 5)));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
        expect((await verifyPackage(new Blob([concatBytes(...pieces)]))).whole).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

it("progress ends at the size of all members, and nothing larger than a chunk is held", async () => {
  const seen: number[] = [];
  const report = await verifyPackage(new Blob([whole]), (checked, total) => void seen.push(checked / total));
  expect(seen.at(-1)).toBe(1);
  expect(report.checkedBytes).toBeGreaterThan(4000);
  expect(toHex(whole.subarray(0, 4))).toBe("504b0304");
});
