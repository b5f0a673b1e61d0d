/** XML parts of office documents: read strictly, without document types, comments and instructions; changed as a tree; written anew. */
import { DOMParser, XMLSerializer, type Document, type Element, type Node } from "@xmldom/xmldom";
import { utf8 } from "../../shared/bytes";
import { demand, refuse } from "../refusal";

const MOST_BYTES = 64 * 1024 * 1024;
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le", { fatal: true }).decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be", { fatal: true }).decode(bytes);
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

export async function parseXml(part: Blob): Promise<Document> {
  if (part.size > MOST_BYTES) refuse("too-large");
  const parser = new DOMParser({ locator: false, onError: (level) => (level === "warning" ? undefined : refuse("malformed")) });
  const document = parser.parseFromString(decode(new Uint8Array(await part.arrayBuffer())), "text/xml");
  demand(document.doctype === null && document.documentElement !== null);
  const asides: Node[] = [];
  const pending: Node[] = [document];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.nodeType === 7 || node.nodeType === 8) asides.push(node);
    for (let child = node.firstChild; child !== null; child = child.nextSibling) pending.push(child);
  }
  asides.forEach(detach);
  return document;
}

export function writeXml(document: Document): Blob {
  const root = document.documentElement ?? refuse("malformed");
  return new Blob([utf8(DECLARATION + new XMLSerializer().serializeToString(root))]);
}

/** Every element, root first; a list, so that the tree may be changed meanwhile. */
export function elementsOf(document: Document): Element[] {
  return [...(document.documentElement === null ? [] : [document.documentElement]), ...document.getElementsByTagName("*")].filter((element, index, all) => index === 0 || element !== all[0]);
}

export function childrenOf(element: Element): Element[] {
  const children: Element[] = [];
  for (let child = element.firstChild; child !== null; child = child.nextSibling) if (child.nodeType === 1) children.push(child as Element);
  return children;
}

export function childOf(element: Element | null | undefined, name: string): Element | null {
  return element === null || element === undefined ? null : (childrenOf(element).find(({ localName }) => localName === name) ?? null);
}

export function attributesOf(element: Element): { name: string; local: string; value: string }[] {
  return [...element.attributes].map(({ name, localName, value }) => ({ name, local: localName ?? name, value }));
}

export function attributeOf(element: Element, local: string): string {
  return attributesOf(element).find((attribute) => attribute.local === local)?.value ?? "";
}

export function detach(node: Node): void {
  node.parentNode?.removeChild(node);
}

/** Leaves the children where the element was. */
export function unwrap(element: Element): void {
  while (element.firstChild !== null) element.parentNode?.insertBefore(element.firstChild, element);
  detach(element);
}

/** True as long as the element is part of the document. */
export function isAttached(element: Node): boolean {
  let node: Node | null = element;
  while (node !== null && node.nodeType !== 9) node = node.parentNode;
  return node !== null;
}
