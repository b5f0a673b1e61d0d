import { BlobReader, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import { describe, expect, it } from "vitest";
import { cleanFile, inspectFile } from "../clean-file";
import { guaranteeDocument } from "../testing/document-guarantees";
import { readFixture, type Bytes } from "../testing/guarantees";
import { buildZip } from "../testing/zip-builder";

async function namesOf(bytes: Bytes): Promise<string> {
  const entries = await new ZipReader(new BlobReader(new Blob([bytes])), { useWebWorkers: false }).getEntries();
  return entries.map(({ filename }) => filename).join("\n");
}

async function dirtyZip(): Promise<Bytes> {
  const inside = await buildZip({ "deep/street.png": await readFixture("screenshot.png") });
  return buildZip({ "photos/street.jpg": await readFixture("camera.jpg"), "inside.zip": inside }, ["inside.zip"]);
}

guaranteeDocument({
  name: "dirty.zip", kind: "zip", make: dirtyZip, visible: namesOf, remains: ["member-names"],
  told: [
    "date|2024-03-05", "comment|Canary note", "comment|Canary note|photos/street.jpg", "owner|CanaryOwner|photos/street.jpg",
    "author|Canary Author|inside.zip / deep/street.png", "member-name|owner 1007", "software|Unix",
  ],
});

const faultOf = async (bytes: Bytes): Promise<string> => {
  const cleaned = await cleanFile(new Blob([bytes]));
  expect((await inspectFile(new Blob([bytes]), "x.zip")).fault).toBe(cleaned.ok ? null : cleaned.code);
  return cleaned.ok ? "" : cleaned.code;
};

/** `name` in place of "name.jpg", which has as many letters, in both of its heads. */
async function renamed(name: string): Promise<Bytes> {
  const bytes = Buffer.from(await buildZip({ "name.jpg": await readFixture("cmyk.jpg") })).toString("latin1").replaceAll("name.jpg", name);
  return Uint8Array.from(Buffer.from(bytes, "latin1"));
}

describe("an archive is refused", () => {
  it("if one file in it cannot be cleaned, since it would be called clean with it", async () => {
    expect(await faultOf(await buildZip({ "a.jpg": await readFixture("cmyk.jpg"), "b.txt": "written by hand" }))).toBe("not-cleanable");
  });

  it.each(["../a.jpg", "/abc.jpg", "C:/a.jpg", "a\\bc.jpg", "a//b.jpg"])("if it would write to %s", async (name) => {
    expect(await faultOf(await renamed("name.jpg"))).toBe("");
    expect(await faultOf(await renamed(name))).toBe("malformed");
  });

  it("if it is locked", async () => {
    const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, password: "x", zipCrypto: true });
    await writer.add("a.jpg", new Uint8ArrayReader(await readFixture("cmyk.jpg")));
    expect(await faultOf(Uint8Array.from(await writer.close()))).toBe("locked");
  });

  it("if it holds archives in archives in archives in archives", async () => {
    let bytes = await buildZip({ "a.jpg": await readFixture("cmyk.jpg") });
    for (let depth = 0; depth < 4; depth++) bytes = await buildZip({ "a.zip": bytes });
    expect(await faultOf(bytes)).toBe("too-deep");
  });

  it("if it swells when it is unpacked", async () => {
    expect(await faultOf(await buildZip({ "a.jpg": new Uint8Array(20 * 1024 * 1024) }))).toBe("too-large");
  });
});
