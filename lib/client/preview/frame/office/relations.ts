import type { ZipParts } from "./read-zip";
import { attribute, children, readXml } from "./xml";

/** What a part of an OOXML file names by id: id → name of the other part. */
export async function readRelations(parts: ZipParts, folder: string, name: string): Promise<ReadonlyMap<string, string>> {
  const relations = await readXml(parts, `${folder}_rels/${name}.rels`);
  return new Map(children(relations, "Relationship").map((each) => [attribute(each, "Id"), resolvePart(folder, attribute(each, "Target"))]));
}

function resolvePart(folder: string, target: string): string {
  const steps = target.startsWith("/") ? [] : folder.split("/").filter((step) => step !== "");
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}

/** The id by which an element names another part: the attribute in a namespace of its own, beside which there may be a plain `id`. */
export function relationId(of: Element): string {
  return [...of.attributes].find(({ localName, prefix }) => localName === "id" && prefix !== null)?.value ?? "";
}
