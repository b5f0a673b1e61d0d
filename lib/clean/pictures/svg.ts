/**
 * SVG: read by an XML parser and written anew with the elements and attributes alone that decide what is drawn.
 *
 * [Note: What stays in an SVG] Shapes, texts, gradients, filters, animations, styles, and pictures inside, cleaned themselves.
 * Titles and descriptions, metadata, comments, editors' own elements and attributes, layers' names, scripts, links, foreign
 * objects, and everything that would be fetched from elsewhere goes. Drawings that declare entities are refused.
 */
import { DOMParser, Node, XMLSerializer, type Element, type Node as XmlNode } from "@xmldom/xmldom";
import { utf8 } from "../../shared/bytes";
import { finding, type Finding, type FindingId } from "../finding";
import type { Inner } from "../format";
import { describeXmp } from "../metadata/text-metadata";
import { demand, refuse, Refusal } from "../refusal";
import { rewritingFormatInMemory, type Rewritten } from "../rewriting-format";
import { ATTRIBUTES, ELEMENTS, MORE_PROPERTIES, TEXT_ELEMENTS } from "./svg-names";

const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";
const XML = "http://www.w3.org/XML/1998/namespace";
const DECLARATIONS = "http://www.w3.org/2000/xmlns/";
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_DEPTH = 200;
const TOLD: Readonly<Record<string, FindingId>> = { title: "description", desc: "description", script: "script", foreignObject: "hidden-content" };
const PICTURE = /^data:image\/(jpeg|jpg|png|gif|webp|svg\+xml);base64,([A-Za-z0-9+/=\s]*)$/;

interface Drawing {
  readonly inner: Inner;
  readonly findings: Finding[];
  /** Names that something in the drawing refers to. */
  readonly wanted: ReadonlySet<string>;
  readonly hasStyles: boolean;
}

function decode(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return refuse("malformed");
  }
}

/** The root element. Whatever the parser complains of refuses the drawing. */
function parse(text: string): Element {
  demand(!/<!ENTITY|<!DOCTYPE[^>]*\[/i.test(text), "unsupported");
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
  demand(declared === undefined || /^(utf-?8|utf-?16|us-ascii)$/i.test(declared), "unsupported");
  try {
    const parser = new DOMParser({ locator: false, onError: () => refuse("malformed") });
    const root = parser.parseFromString(text, "application/xml").documentElement;
    demand(root?.namespaceURI === SVG && root.localName === "svg", "unsupported");
    return root;
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    return refuse("malformed");
  }
}

const escapeText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const escapeValue = (text: string): string => escapeText(text).replaceAll('"', "&quot;").replaceAll("\t", "&#9;").replaceAll("\n", "&#10;").replaceAll("\r", "&#13;");

function childrenOf(node: XmlNode): XmlNode[] {
  const children: XmlNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

const isElement = (node: XmlNode): node is Element => node.nodeType === Node.ELEMENT_NODE;
/** Only what lies in the drawing itself may be referred to. */
const isOutside = (value: string): boolean => /url\(\s*["']?\s*(?!["']?#)/i.test(value) || /(?:javascript|https?|ftp|file|data):/i.test(value);

/** Declarations of a style, without those that fetch or that only an editor knows. */
function cleanDeclarations(text: string, findings: Finding[]): string {
  const plain = text.replaceAll(/\/\*[^]*?\*\//g, "");
  demand(!/[\\@<]|\/\*/.test(plain), "unsupported");
  if (plain !== text) findings.push(finding("comment", text));
  return plain.split(";").map((declaration) => declaration.trim()).filter((declaration) => {
    if (declaration === "") return false;
    const [name = "", value = "", ...more] = declaration.split(":").map((part) => part.trim());
    const isKnown = ATTRIBUTES.has(name.toLowerCase()) || MORE_PROPERTIES.has(name.toLowerCase());
    const isFetched = isOutside([value, ...more].join(":"));
    const stays = isKnown && !isFetched && more.length === 0;
    if (!stays) findings.push(finding(isFetched ? "link" : "private-data", declaration));
    return stays;
  }).join(";");
}

/** A style sheet of plain rules; others (imports, fonts, media queries) are refused. */
function cleanSheet(text: string, findings: Finding[]): string {
  const plain = text.replaceAll(/\/\*[^]*?\*\/|<!--|-->/g, "");
  if (plain !== text) findings.push(finding("comment", text.trim()));
  demand(!plain.includes("/*") && /^(?:[\w\s.#,>+~*:()="'[\]-]*\{[^{}@\\<]*\})*\s*$/.test(plain), "unsupported");
  return [...plain.matchAll(/([^{}]*)\{([^{}]*)\}/g)].map(([, selector = "", body = ""]) => `${selector.trim().replaceAll(/\s+/g, " ")}{${cleanDeclarations(body, findings)}}`).join("");
}

async function cleanPicture(address: string, drawing: Drawing): Promise<string | null> {
  const [, , packed] = PICTURE.exec(address) ?? [];
  if (packed === undefined) {
    drawing.findings.push(finding("link", address));
    return null;
  }
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.from(atob(packed.replaceAll(/\s/g, "")), (letter) => letter.charCodeAt(0));
  } catch {
    return refuse("malformed");
  }
  const picture = new Blob([bytes]);
  const told = await drawing.inner.inspect(picture, "image");
  const clean = await drawing.inner.clean(picture, "image");
  if (!told.ok) return refuse(told.code);
  if (!clean.ok) return refuse(clean.code);
  drawing.findings.push(...told.value.findings);
  let binary = "";
  for (const byte of new Uint8Array(await clean.value.arrayBuffer())) binary += String.fromCharCode(byte);
  return `data:${clean.value.type};base64,${btoa(binary)}`;
}

/** The value of an attribute as it is copied; null where the attribute goes. */
function cleanAttribute(name: string, value: string, drawing: Drawing): string | null {
  if (name === "id") {
    if (!drawing.wanted.has(value)) drawing.findings.push(finding("private-data", `id: ${value}`));
    return drawing.wanted.has(value) ? value : null;
  }
  if (name === "style") return cleanDeclarations(value, drawing.findings);
  if (name === "class" && !drawing.hasStyles) {
    drawing.findings.push(finding("private-data", `class: ${value}`));
    return null;
  }
  if (ATTRIBUTES.has(name) && !isOutside(value)) return value;
  drawing.findings.push(finding(/^on/i.test(name) ? "script" : isOutside(value) ? "link" : "private-data", `${name}: ${value}`));
  return null;
}

async function cleanAttributes(element: Element, drawing: Drawing): Promise<string> {
  const kept: string[] = [];
  for (const attribute of element.attributes) {
    const { name, localName, namespaceURI, value } = attribute;
    if (namespaceURI === DECLARATIONS) continue;
    if (localName === "href" && (namespaceURI === XLINK || namespaceURI === null)) {
      if (element.localName === "a") drawing.findings.push(finding("link", value));
      else if (value.startsWith("#")) kept.push(`xlink:href="${escapeValue(value)}"`);
      else {
        const address = element.localName === "image" ? await cleanPicture(value, drawing) : null;
        if (element.localName !== "image") drawing.findings.push(finding("link", value));
        if (address !== null) kept.push(`xlink:href="${escapeValue(address)}"`);
      }
    } else if (namespaceURI === XML && localName === "space") kept.push(`xml:space="${value === "preserve" ? "preserve" : "default"}"`);
    else if (namespaceURI !== null) drawing.findings.push(finding("private-data", `${name}: ${value}`));
    else {
      const clean = cleanAttribute(name, value, drawing);
      if (clean !== null) kept.push(`${name}="${escapeValue(clean)}"`);
    }
  }
  return kept.map((text) => ` ${text}`).join("");
}

function describeElement(element: Element): Finding[] {
  if (element.localName === "metadata") return describeXmp(utf8(new XMLSerializer().serializeToString(element)));
  const what = TOLD[element.localName ?? ""];
  return [finding(what ?? "private-data", what === undefined ? element.tagName : (element.textContent ?? ""))];
}

async function write(node: XmlNode, drawing: Drawing, isDrawn: boolean, depth: number): Promise<string> {
  demand(depth <= MOST_DEPTH, "too-deep");
  if (!isElement(node)) {
    const text = node.nodeValue ?? "";
    const isText = node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE;
    if (isText && isDrawn) return escapeText(text);
    if (text.trim() !== "") drawing.findings.push(finding(node.nodeType === Node.COMMENT_NODE ? "comment" : "hidden-content", text));
    return "";
  }
  const name = node.localName ?? "";
  const isAnimatedLink = /href|^on/i.test(node.getAttribute("attributeName") ?? "");
  if (node.namespaceURI !== SVG || !ELEMENTS.has(name) || isAnimatedLink) {
    drawing.findings.push(...describeElement(node));
    return "";
  }
  const attributes = await cleanAttributes(node, drawing);
  if (name === "image" && !attributes.includes(" xlink:href=")) return "";
  if (name === "style") {
    const sheet = cleanSheet(node.textContent ?? "", drawing.findings);
    return `<style>${escapeText(sheet)}</style>`;
  }
  let content = "";
  for (const child of childrenOf(node)) content += await write(child, drawing, TEXT_ELEMENTS.has(name) || (name === "a" && isDrawn), depth + 1);
  const tag = name === "a" ? (isDrawn ? "tspan" : "g") : name;
  const spaces = depth === 0 ? ` xmlns="${SVG}" xmlns:xlink="${XLINK}"` : "";
  return content === "" ? `<${tag}${spaces}${attributes}/>` : `<${tag}${spaces}${attributes}>${content}</${tag}>`;
}

function describeAround(root: Element): Finding[] {
  const others = childrenOf(root.ownerDocument ?? root).filter((node) => node !== root && !isElement(node) && node.nodeType !== Node.DOCUMENT_TYPE_NODE);
  return others.filter(({ nodeName, nodeValue }) => nodeName !== "xml" && (nodeValue ?? "").trim() !== "").map(({ nodeType, nodeValue }) =>
    finding(nodeType === Node.COMMENT_NODE ? "comment" : "private-data", nodeValue ?? ""));
}

/** Names behind "#" anywhere in attributes and styles, and those that an animation waits for. */
function namesReferredTo(text: string): Set<string> {
  const names = [...text.matchAll(/#([^\s"'()<>;,{}.:[\]]+)/g), ...text.matchAll(/(?:begin|end)\s*=\s*["']\s*([^\s"'.;]+)\./g)];
  return new Set(names.map(([, name = ""]) => name));
}

async function rewriteSvg(bytes: Uint8Array, inner: Inner): Promise<Rewritten> {
  demand(bytes.length <= MOST_BYTES, "too-large");
  const root = parse(decode(bytes));
  const references = namesReferredTo(new XMLSerializer().serializeToString(root));
  const drawing: Drawing = { inner, findings: describeAround(root), wanted: references, hasStyles: root.getElementsByTagNameNS(SVG, "style").length > 0 };
  const text = await write(root, drawing, false, 0);
  return { findings: drawing.findings, copy: [utf8(text)] };
}

export const svg = rewritingFormatInMemory("image/svg+xml", rewriteSvg);
