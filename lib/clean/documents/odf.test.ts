import { DOMParser } from "@xmldom/xmldom";
import { describe, expect, it } from "vitest";
import { readZip } from "../archives/zip-members";
import { cleanFile } from "../clean-file";
import { guaranteeDocument } from "../testing/document-guarantees";
import { dirtyOdf } from "../testing/dirty-odf";
import { cleanBytes, readFixture, type Bytes } from "../testing/guarantees";
import { buildZip } from "../testing/zip-builder";

const quiet = { tell: () => undefined, tellAll: () => undefined, remain: () => undefined, embed: (file: Blob) => Promise.resolve(file) };

async function partsOf(bytes: Bytes): Promise<Map<string, string>> {
  const members = await readZip(new Blob([bytes]), quiet);
  return new Map(await Promise.all(members.map(async ({ name, data }) => [name, (await data?.text()) ?? ""] as const)));
}

/** Headings and paragraphs of the body, without what belongs to remarks and changes. */
async function visible(bytes: Bytes): Promise<string> {
  const document = new DOMParser().parseFromString((await partsOf(bytes)).get("content.xml") ?? "", "text/xml");
  for (const name of ["office:annotation", "text:tracked-changes", "table:tracked-changes"]) {
    for (const element of [...document.getElementsByTagName(name)]) element.parentNode?.removeChild(element);
  }
  return ["text:h", "text:p"].flatMap((name) => [...document.getElementsByTagName(name)].map(({ textContent }) => textContent)).join("|");
}

guaranteeDocument({
  name: "dirty.ods", kind: "odf", make: dirtyOdf, visible, remains: ["content", "links", "descriptions"],
  told: [
    "author|Canary Author|meta.xml", "custom-data|CanaryKey: Canary value|meta.xml", "annotation|Canary ReviewerCanary remark|content.xml", "tracked-change|Canary EditorCanary before|content.xml",
    "hidden-content||content.xml", "hidden-content|Canary header|styles.xml", "link|../canary/plan.ods|content.xml", "description|C:\\Users\\canary\\street.jpg|content.xml", "identifier||content.xml",
    "printer|PrinterName: Canary printer|settings.xml", "identifier|Rsid: 12345|settings.xml", "script||content.xml", "script||Basic/script-lc.xml", "thumbnail||Thumbnails/thumbnail.png",
    "private-data||Configurations2/menubar/menubar.xml", "owner|CanaryOwner|Pictures/photo.jpg", "date|2024-03-05",
  ],
});
guaranteeDocument({
  name: "libreoffice.odt", kind: "odf", make: () => readFixture("libreoffice.odt"), visible, remains: ["content"],
  told: ["author|Canary Author|meta.xml", "description|Canary Title|meta.xml", "annotation|Canary Reviewer2024-03-05T06:07:08Canary remark|content.xml", "thumbnail||Thumbnails/thumbnail.png"],
});

describe("an OpenDocument file stays one", () => {
  it("its kind comes first and is not packed, and its list names what is there", async () => {
    const after = await cleanBytes(await dirtyOdf());
    expect(Buffer.from(after.subarray(30, 85)).toString("latin1")).toBe("mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK".slice(0, 55));
    const parts = await partsOf(after);
    expect([...parts.keys()]).toEqual(["mimetype", "content.xml", "styles.xml", "settings.xml", "Pictures/photo.jpg", "META-INF/manifest.xml"]);
    const listed = [...(parts.get("META-INF/manifest.xml") ?? "").matchAll(/full-path="([^"]*)"/g)].map(([, name]) => name);
    expect(listed).toEqual(["/", "content.xml", "styles.xml", "settings.xml", "Pictures/photo.jpg"]);
    expect(parts.get("settings.xml")).toContain("AutoCalculate");
  });

  it("and is refused where it is locked, or holds another program's object", async () => {
    const parts = Object.fromEntries(await partsOf(await dirtyOdf()));
    const manifest = parts["META-INF/manifest.xml"]?.replace("</manifest:manifest>", '<manifest:file-entry manifest:full-path="x"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>') ?? "";
    expect(await cleanFile(new Blob([await buildZip({ ...parts, "META-INF/manifest.xml": manifest }, ["mimetype"])]))).toEqual({ ok: false, code: "locked" });
    const content = parts["content.xml"]?.replace("<draw:image", '<draw:object-ole xlink:href="Object 1"/><draw:image') ?? "";
    expect(await cleanFile(new Blob([await buildZip({ ...parts, "content.xml": content }, ["mimetype"])]))).toEqual({ ok: false, code: "unsupported" });
  });
});
