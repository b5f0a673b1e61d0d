/** OpenDocument texts, sheets, slides and drawings (ODF 1.3 part 2): content, styles, pictures and fonts stay; the rest of the package goes. */
import { readZip, writeZip, type Member } from "../archives/zip-members";
import type { FindingId } from "../finding";
import { partsFormat, type Telling } from "../parts-format";
import { demand, refuse } from "../refusal";
import { cleanContent, cleanSettings } from "./odf-text";
import { attributeOf, childrenOf, detach, elementsOf, parseXml, writeXml } from "./xml";

const MANIFEST = "META-INF/manifest.xml";
const CONTENT = /^(?:Object \d+\/)?(?:content|styles)\.xml$/;
const SETTINGS = /^(?:Object \d+\/)?settings\.xml$/;
const MEDIA = /^(?:Object \d+\/)?(?:Pictures|media|Media)\/[^/]+$/;
const FONT = /^Fonts\/[^/]+\.(?:ttf|otf)$/;
const TOLD: readonly (readonly [RegExp, FindingId])[] = [
  [/^(?:Thumbnails|ObjectReplacements)\//, "thumbnail"], [/^(?:Basic|Scripts|Dialogs)\//, "script"], [/^META-INF\/.*signatures/, "author"], [/^Object /, "attachment"],
];
const META: Readonly<Record<string, FindingId>> = {
  creator: "author", "initial-creator": "author", "printed-by": "author", "creation-date": "date", date: "date", "print-date": "date", title: "description",
  subject: "description", description: "description", keyword: "description", generator: "software", template: "link", "editing-duration": "edit-history", "editing-cycles": "edit-history",
};

async function describeMeta(data: Blob, telling: Telling, where: string): Promise<void> {
  for (const element of elementsOf(await parseXml(data))) {
    const text = (element.textContent ?? "").trim();
    const local = element.localName ?? "";
    if (childrenOf(element).length > 0 || (text === "" && attributeOf(element, "href") === "")) continue;
    if (META[local] !== undefined) telling.tell(META[local], text || attributeOf(element, "href"), where);
    else telling.tell("custom-data", `${attributeOf(element, "name") || local}: ${text}`, where);
  }
}

async function tellGone({ name, data }: Member, telling: Telling): Promise<void> {
  if (data === null) return;
  if (/(?:^|\/)meta\.xml$/.test(name)) await describeMeta(data, telling, name);
  else telling.tell(TOLD.find(([pattern]) => pattern.test(name))?.[1] ?? "private-data", "", name);
}

async function cleanMember(member: Member, telling: Telling): Promise<Member | null> {
  const { name, data } = member;
  if (data === null) return null;
  if (FONT.test(name)) return member;
  if (MEDIA.test(name)) return { ...member, data: await telling.embed(data, name) };
  if (!CONTENT.test(name) && !SETTINGS.test(name)) {
    await tellGone(member, telling);
    return null;
  }
  const xml = await parseXml(data);
  if (SETTINGS.test(name)) cleanSettings(xml, telling, name);
  else cleanContent(xml, telling, name);
  return { ...member, data: writeXml(xml) };
}

async function cleanManifest(data: Blob, kept: readonly Member[]): Promise<Blob> {
  const xml = await parseXml(data);
  const names = new Set(["/", ...kept.map(({ name }) => name)]);
  for (const element of elementsOf(xml)) {
    if (element.localName === "encryption-data") refuse("locked");
    if (element.localName !== "file-entry") continue;
    const path = attributeOf(element, "full-path");
    const isFolder = path.endsWith("/") && kept.some(({ name }) => name.startsWith(path)) && path.startsWith("Object ");
    if (!names.has(path) && !isFolder) detach(element);
  }
  return writeXml(xml);
}

async function rewriteOdf(file: Blob, telling: Telling): Promise<() => Promise<BlobPart>> {
  const members = await readZip(file, telling);
  const mimetype = members.find(({ name }) => name === "mimetype")?.data;
  const manifest = members.find(({ name }) => name === MANIFEST)?.data;
  demand(mimetype instanceof Blob && manifest instanceof Blob);
  demand(/^application\/vnd\.oasis\.opendocument\.[a-z-]+$/.test((await mimetype.text()).trim()));
  await cleanManifest(manifest, []); // a locked document is told as such, before its parts are taken for damaged ones
  telling.remain("content");
  const kept: Member[] = [];
  for (const member of members) {
    if (member.name === "mimetype" || member.name === MANIFEST) continue;
    const cleaned = await cleanMember(member, telling);
    if (cleaned !== null) kept.push(cleaned);
  }
  demand(kept.some(({ name }) => name === "content.xml"));
  const first = { name: "mimetype", data: new Blob([(await mimetype.text()).trim()]), isStored: true };
  const last = { name: MANIFEST, data: await cleanManifest(manifest, kept), isStored: false };
  return () => writeZip([first, ...kept, last]);
}

export const odf = partsFormat("application/octet-stream", rewriteOdf);
