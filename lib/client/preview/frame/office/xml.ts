/** XML of unknown origin: no document type, hence no entities; elements are told by their local names, since two standards differ in namespaces. */
import { decodeText } from "../decode-text";
import type { ZipParts } from "./read-zip";

/** Throws unless the part is well-formed XML in UTF-8 or UTF-16 without a document type. */
export async function readXml(parts: ZipParts, name: string): Promise<Element> {
  const { text, encoding } = decodeText(await parts.read(name));
  if (!encoding.startsWith("utf-") || text.includes("<!DOCTYPE")) throw new Error("not the XML of an office file");
  const parsed = new DOMParser().parseFromString(text, "application/xml");
  if (parsed.getElementsByTagName("parsererror").length > 0) throw new Error("not well-formed");
  return parsed.documentElement;
}

export function children(of: Element | null | undefined, ...names: readonly string[]): Element[] {
  return [...(of?.children ?? [])].filter(({ localName }) => names.includes(localName));
}

export function child(of: Element | null | undefined, ...path: readonly string[]): Element | null {
  return path.reduce<Element | null>((at, name) => children(at, name)[0] ?? null, of ?? null);
}

/** The value of an attribute, in whatever namespace. */
export function attribute(of: Element | null | undefined, name: string): string {
  return [...(of?.attributes ?? [])].find(({ localName }) => localName === name)?.value ?? "";
}

/** Outermost elements of these names, in the order of the document, without what is inside of `skipped`. */
export function* descendants(of: Element, names: readonly string[], skipped: readonly string[] = []): Generator<Element> {
  for (const each of of.children) {
    if (names.includes(each.localName)) yield each;
    else if (!skipped.includes(each.localName)) yield* descendants(each, names, skipped);
  }
}
