/** What goes out of an OpenDocument's XML (ODF 1.3): tracked changes are accepted, remarks, scripts and numbers of edits go. */
import type { Document, Element } from "@xmldom/xmldom";
import type { FindingId } from "../finding";
import type { Telling } from "../parts-format";
import { refuse } from "../refusal";
import { PUBLIC_ADDRESS } from "./pdf-actions";
import { attributeOf, attributesOf, childrenOf, detach, elementsOf, isAttached } from "./xml";

/** Elements that go with all that is in them. */
const GONE: Readonly<Record<string, FindingId>> = {
  "tracked-changes": "tracked-change", change: "tracked-change", "change-start": "tracked-change", "change-end": "tracked-change",
  annotation: "annotation", "annotation-end": "annotation", scripts: "script", script: "script", "event-listeners": "script", "event-listener": "script",
  notes: "hidden-content", "hidden-text": "hidden-content", "hidden-paragraph": "hidden-content", "dde-connection-decls": "link", "dde-links": "link",
  "dde-source": "link",
};
const REFUSED: ReadonlySet<string> = new Set(["object-ole", "applet", "plugin", "floating-frame", "table-source", "cell-range-source", "section-source", "database-source-sql", "database-source-table", "database-source-query"]);
/** The attribute that hides an element, and the values with which it does. */
const SWITCHES: Readonly<Record<string, ReadonlySet<string>>> = {
  visibility: new Set(["collapse", "filter", "hidden"]), display: new Set(["none", "false", "condition", "printer"]), "is-hidden": new Set(["true"]),
};
const EDITS = /^(?:rsid|paragraph-rsid)$/;
const PATH = /^(?:[A-Za-z]:\\|\\\\|\/(?:home|Users|tmp|mnt|media|var)\/|file:)/;
const INSIDE = /^(?:#|\.\/|Pictures\/|Object |media\/|Fonts\/)/i;

function cleanAddress(element: Element, name: string, value: string, telling: Telling, where: string): void {
  if (value === "" || INSIDE.test(value)) return;
  if (PUBLIC_ADDRESS.test(value) && element.localName === "a") {
    telling.remain("links");
    return;
  }
  telling.tell("link", value, where);
  element.removeAttribute(name);
}

/** A header or footer that is switched off; in every sheet there are some without words. */
function emptyHeader(element: Element, telling: Telling, where: string): void {
  if (describe(element) !== "") telling.tell("hidden-content", describe(element), where);
  childrenOf(element).forEach(detach);
}

function cleanAttributes(element: Element, telling: Telling, where: string): void {
  for (const { name, local, value } of attributesOf(element)) {
    if (local === "href") cleanAddress(element, name, value, telling, where);
    if (EDITS.test(local)) {
      telling.tell("identifier", "", where);
      element.removeAttribute(name);
    }
    if (SWITCHES[local]?.has(value) === true && name === "style:display") emptyHeader(element, telling, where);
    else if (SWITCHES[local]?.has(value) === true) {
      telling.tell("hidden-content", attributeOf(element, "name"), where);
      element.removeAttribute(name);
    }
    if ((local === "name" || local === "alt") && PATH.test(value)) {
      telling.tell("description", value, where);
      element.removeAttribute(name);
    }
  }
}

function describe(element: Element): string {
  return (element.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}

export function cleanContent(document: Document, telling: Telling, where: string): void {
  for (const element of elementsOf(document)) {
    if (!isAttached(element)) continue;
    const local = element.localName ?? "";
    if (REFUSED.has(local)) refuse("unsupported");
    const what = GONE[local];
    if (what !== undefined) {
      // Empty ones say nothing; Calc writes them into every file.
      if (childrenOf(element).length > 0 || what === "tracked-change" || what === "annotation") telling.tell(what, describe(element), where);
      detach(element);
      continue;
    }
    if ((local === "title" || local === "desc") && element.prefix === "svg") {
      if (PATH.test(describe(element))) {
        telling.tell("description", describe(element), where);
        detach(element);
      } else telling.remain("descriptions");
    }
    cleanAttributes(element, telling, where);
  }
}

const PLAIN: ReadonlySet<string> = new Set(["boolean", "short", "int", "long", "double"]);

/** Switches and numbers that decide how the text is laid out; not views, printers, paths and names. */
export function cleanSettings(document: Document, telling: Telling, where: string): void {
  for (const element of elementsOf(document)) {
    if (!isAttached(element)) continue;
    const name = attributeOf(element, "name");
    const isView = element.localName === "config-item-set" && name !== "ooo:configuration-settings";
    const isMap = ["config-item-map-indexed", "config-item-map-named"].includes(element.localName ?? "");
    const isText = element.localName === "config-item" && (!PLAIN.has(attributeOf(element, "type")) || /^rsid/i.test(name));
    if (!isView && !isMap && !isText) continue;
    const what: FindingId = /print/i.test(name) ? "printer" : /^rsid/i.test(name) ? "identifier" : "private-data";
    if (isView || isMap || describe(element) !== "") telling.tell(what, isText ? `${name}: ${describe(element)}` : name, where);
    detach(element);
  }
}
