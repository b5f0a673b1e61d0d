/**
 * Word, Excel and PowerPoint documents (ECMA-376). The copy is made of the parts that kept relationships lead to; macros,
 * embedded programs' objects and links into other workbooks are refused, since nobody here can see what they hold.
 */
import { readZip, writeZip, type Member } from "../archives/zip-members";
import { partsFormat, type Telling } from "../parts-format";
import { refuse } from "../refusal";
import { Package, type Part } from "./ooxml-parts";
import { cleanPart } from "./ooxml-text";
import { attributeOf, childrenOf, detach, parseXml, writeXml } from "./xml";

const TYPES = "[Content_Types].xml";
const FONTS = /\.(?:odttf|fntdata|ttf)$/i;

async function cleanTypes(member: Member | undefined, parts: readonly Part[]): Promise<Blob> {
  const xml = await parseXml(member?.data ?? refuse("malformed"));
  const names = new Set(parts.map(({ name }) => `/${name}`.toLowerCase()));
  const endings = new Set(parts.map(({ name }) => name.split(".").at(-1)?.toLowerCase()));
  for (const element of xml.documentElement === null ? [] : childrenOf(xml.documentElement)) {
    if (/macroEnabled|vbaProject/i.test(attributeOf(element, "ContentType")) && names.has(attributeOf(element, "PartName").toLowerCase())) refuse("unsupported");
    const isKept = element.localName === "Default" ? endings.has(attributeOf(element, "Extension").toLowerCase()) : names.has(attributeOf(element, "PartName").toLowerCase());
    if (!isKept) detach(element);
  }
  return writeXml(xml);
}

async function rewriteOoxml(file: Blob, telling: Telling): Promise<() => Promise<BlobPart>> {
  const members = await readZip(file, telling);
  const whole = new Package(members, telling);
  await whole.collect();
  telling.remain("content");
  const cleaned: Member[] = [];
  for (const part of whole.parts) {
    cleanPart(part, telling);
    const isPlain = part.xml !== null || FONTS.test(part.name);
    const data = part.xml !== null ? writeXml(part.xml) : isPlain ? part.data : await telling.embed(part.data, part.name);
    cleaned.push({ name: part.name, data, isStored: part.isStored });
  }
  const kept = new Set(cleaned.map(({ name }) => name));
  for (const { name, data } of members) if (data !== null && name !== TYPES && !kept.has(name) && !whole.gone.has(name.toLowerCase()) && !name.endsWith(".rels")) telling.tell("private-data", "", name);
  const types = { name: TYPES, data: await cleanTypes(whole.member(TYPES), whole.parts), isStored: false };
  return () => writeZip([types, ...cleaned]);
}

export const ooxml = partsFormat("application/octet-stream", rewriteOoxml);
