/** The text of a PPTX, slide by slide in the order in which they are shown. */
import type { Block } from "./blocks";
import type { ZipParts } from "./read-zip";
import { readRelations, relationId } from "./relations";
import { child, children, descendants, readXml } from "./xml";

function textOf(paragraph: Element): string {
  return [...descendants(paragraph, ["t", "br"])].map((each) => (each.localName === "br" ? "\n" : each.textContent)).join("");
}

export async function readSlides(parts: ZipParts): Promise<Block[]> {
  const relations = await readRelations(parts, "ppt/", "presentation.xml");
  const slides = children(child(await readXml(parts, "ppt/presentation.xml"), "sldIdLst"), "sldId");
  const blocks: Block[] = [];
  for (const [index, slide] of slides.entries()) {
    blocks.push({ type: "slide", number: index + 1 });
    const content = await readXml(parts, relations.get(relationId(slide)) ?? "");
    for (const paragraph of descendants(content, ["p"], ["Fallback"])) blocks.push({ type: "paragraph", text: textOf(paragraph) });
  }
  return blocks;
}
