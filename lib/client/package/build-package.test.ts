import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sampleDossier } from "@/lib/domain/testing/sample-dossier";
import { toHex, utf8, type Bytes } from "@/lib/shared/bytes";
import { buildToBytes, fileOf, packageDossier, packageInput } from "./testing/sample-package";
import { verifyPackage } from "./verify-package";

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

const jpeg = async (): Promise<Bytes> => Uint8Array.from(await readFile(new URL("../../clean/fixtures/camera.jpg", import.meta.url)));
const simple = (bytes: Bytes) => packageDossier((fids) => fids.map((fid) => fileOf(fid, "image/jpeg", bytes)));

async function unpack(bytes: Bytes): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "package-"));
  folders.push(folder);
  await writeFile(join(folder, "p.zip"), bytes);
  execFileSync("unzip", ["-tq", "p.zip"], { cwd: folder });
  execFileSync("unzip", ["-q", "p.zip", "-d", "out"], { cwd: folder });
  return join(folder, "out");
}

describe("a package is an ordinary ZIP that anybody can open and check", () => {
  it("unzip accepts it, its members are the originals, and the SHA-256s in manifest and memo are theirs", async () => {
    const original = await jpeg();
    const { outcome, bytes } = await buildToBytes(packageInput([simple(original), simple(utf8("second"))]));
    expect(outcome).toMatchObject({ ok: true, value: { size: bytes.length, members: 9 } });
    const out = await unpack(bytes);
    const exhibit = await readFile(join(out, "exhibits/Exhibit-1-01.jpg"));
    expect(exhibit.equals(original)).toBe(true);
    const sha = createHash("sha256").update(original).digest("hex");
    const manifest = JSON.parse(await readFile(join(out, "manifest.json"), "utf8")) as { members: { name: string; sha256: string }[] };
    expect(manifest.members.map(({ name }) => name)).toEqual([
      "README.txt", "00-cover.html", "memos/01-memo.html", "memos/02-memo.html",
      "exhibits/Exhibit-1-01.jpg", "exhibits/Exhibit-2-01.jpg", "verify.html",
    ]);
    for (const member of manifest.members) {
      const found = createHash("sha256").update(await readFile(join(out, member.name))).digest("hex");
      expect(found, member.name).toBe(member.sha256);
    }
    expect(await readFile(join(out, "memos/01-memo.html"), "utf8")).toContain(sha);
    expect((await readdir(out)).sort()).toEqual(["00-cover.html", "README.txt", "exhibits", "manifest.json", "manifest.sig", "memos", "verify.html"]);
  });

  it("the verifier finds it whole and signed by the coordinator", async () => {
    const input = packageInput([simple(await jpeg())]);
    const { bytes } = await buildToBytes(input);
    const report = await verifyPackage(new Blob([bytes]));
    expect(report.faults).toEqual([]);
    expect(report.whole).toBe(true);
    expect(report.manifest?.signer).toBe(createHash("sha256").update(input.coordinator.ikPublic).digest("hex"));
    expect(report.manifest?.package_id).toBe(toHex(input.packageId));
    expect(report.manifest?.redactions[0]).toContain("organisations");
  });

  it("equal input gives equal bytes", async () => {
    const [first, second] = [await buildToBytes(packageInput([simple(await jpeg())])), await buildToBytes(packageInput([simple(await jpeg())]))];
    expect(toHex(first.bytes)).toBe(toHex(second.bytes));
  });

  it("an empty file and a file of many chunks are members like others", async () => {
    const sizes = [0, 1, 999, 1000, 1001, 250_000];
    const dossier = sampleDossier();
    const [first] = dossier.content.evidence;
    if (first === undefined) throw new Error("the sample has evidence");
    first.fileIds = sizes.map((_, i) => i.toString(16).padStart(32, "f"));
    const files = packageDossier((fids) => fids.map((fid, i) => fileOf(fid, "text/csv", new Uint8Array(sizes[i] ?? 0).fill(i))), "redacted", dossier);
    const { bytes } = await buildToBytes(packageInput([files]));
    const out = await unpack(bytes);
    for (const [i, size] of sizes.entries()) expect((await readFile(join(out, `exhibits/Exhibit-1-01-0${i + 1}.csv`))).length).toBe(size);
    expect((await verifyPackage(new Blob([bytes]))).whole).toBe(true);
  });
});

describe("a package says nothing of the submitting organisation unless it is named", () => {
  const canaries = /CANARY/;

  it("redacted: no byte of organisation, contact, partner, witness or note, and no dossier id or file id", async () => {
    const dossier = simple(utf8("evidence"));
    const { bytes } = await buildToBytes(packageInput([dossier]));
    const text = Buffer.from(bytes).toString("latin1");
    expect(text).not.toMatch(canaries);
    expect(text).not.toContain(toHex(dossier.version.hash));
    for (const { fid } of dossier.files) expect(text).not.toContain(fid);
    expect(text).not.toContain("Quarry case");
  });

  it("named: the organisation stands in the memo, witnesses and notes do not", async () => {
    const named = packageDossier((fids) => fids.map((fid) => fileOf(fid, "image/jpeg", utf8("x"))), "named");
    const { outcome, bytes } = await buildToBytes(packageInput([named], "named"));
    expect(outcome.ok).toBe(true);
    const text = Buffer.from(bytes).toString("latin1");
    for (const shown of ["CANARY-ORGANISATION", "CANARY-CONTACT", "CANARY-PARTNER", "CANARY-RELATION"]) expect(text).toContain(shown);
    expect(text).not.toMatch(/CANARY-WITNESS|CANARY-NOTES/);
  });

  it("an identity handed to a redacted package is refused before the first byte", async () => {
    const named = packageDossier((fids) => fids.map((fid) => fileOf(fid, "image/jpeg", utf8("x"))), "named");
    const { outcome, bytes } = await buildToBytes(packageInput([named], "redacted"));
    expect(outcome).toEqual({ ok: false, code: "recipe-mismatch", exhibit: null });
    expect(bytes.length).toBe(0);
  });
});

describe("evidence that is not what its entry names ends the package, by number", () => {
  const build = async (make: (fid: string) => ReturnType<typeof fileOf>) =>
    (await buildToBytes(packageInput([packageDossier((fids) => fids.map(make))]))).outcome;

  it("other bytes of the same length", async () => {
    expect(await build((fid) => fileOf(fid, "text/plain", utf8("forged"), utf8("origin")))).toEqual({ ok: false, code: "exhibit-changed", exhibit: "1-01" });
  });

  it("too few bytes and too many", async () => {
    expect(await build((fid) => fileOf(fid, "text/plain", utf8("short"), utf8("longer one")))).toMatchObject({ code: "exhibit-changed", exhibit: "1-01" });
    expect(await build((fid) => fileOf(fid, "text/plain", utf8("longer one"), utf8("short")))).toMatchObject({ code: "exhibit-changed", exhibit: "1-01" });
  });

  it("a stream that breaks off", async () => {
    const open = () => new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error("offline")) });
    expect(await build((fid) => ({ ...fileOf(fid, "text/plain", utf8("x")), open }))).toEqual({ ok: false, code: "exhibit-unreadable", exhibit: "1-01" });
  });

  it("a file that was not handed in", async () => {
    const { outcome } = await buildToBytes(packageInput([packageDossier(() => [])]));
    expect(outcome).toEqual({ ok: false, code: "exhibit-missing", exhibit: "1-01" });
  });

  it("the sink is aborted, so that no half package is released", async () => {
    let aborted = false;
    const sink = new WritableStream<Uint8Array>({ abort: () => void (aborted = true) });
    const { buildPackage } = await import("./build-package");
    const outcome = await buildPackage(packageInput([packageDossier((fids) => fids.map((fid) => fileOf(fid, "", utf8("a"), utf8("b"))))]), sink);
    expect(outcome.ok).toBe(false);
    expect(aborted).toBe(true);
  });

  it("a sink that fails is told as such, a signature by another key is refused", async () => {
    const { buildPackage } = await import("./build-package");
    const full = new WritableStream<Uint8Array>({ write: () => Promise.reject(new Error("disk full")) });
    expect(await buildPackage(packageInput([simple(utf8("x"))]), full)).toEqual({ ok: false, code: "sink-failed", exhibit: null });
    const input = packageInput([simple(utf8("x"))]);
    const { outcome } = await buildToBytes({ ...input, sign: async (hash) => ({ ...(await input.sign(hash)), ik: new Uint8Array(32).fill(3) }) });
    expect(outcome).toEqual({ ok: false, code: "signature-refused", exhibit: null });
  });
});

