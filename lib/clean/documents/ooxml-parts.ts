/** What an Office document is made of (ECMA-376 part 2): only parts that kept relationships lead to are kept. */
import type { Document, Element } from "@xmldom/xmldom";
import type { Member } from "../archives/zip-members";
import type { FindingId } from "../finding";
import type { Telling } from "../parts-format";
import { demand, refuse } from "../refusal";
import { PUBLIC_ADDRESS } from "./pdf-actions";
import { attributeOf, childrenOf, detach, parseXml } from "./xml";

/** By the end of a relationship's type. Parts of these kinds go. */
const GONE: Readonly<Record<string, FindingId>> = {
  "core-properties": "custom-data", "extended-properties": "custom-data", "custom-properties": "custom-data", thumbnail: "thumbnail",
  comments: "annotation", commentsExtended: "annotation", commentsIds: "annotation", commentsExtensible: "annotation", people: "author",
  threadedComment: "annotation", person: "author", commentAuthors: "author", authors: "author", vmlDrawing: "annotation",
  customXml: "custom-data", printerSettings: "printer", attachedTemplate: "link", glossaryDocument: "hidden-content", keyMapCustomizations: "custom-data",
  notesSlide: "hidden-content", notesMaster: "hidden-content", handoutMaster: "hidden-content", tags: "custom-data",
  revisionHeaders: "tracked-change", usernames: "author", "documenttasks": "annotation", mailMergeSource: "link", mailMergeHeaderSource: "link",
  ui: "script", extensibility: "script", userXmlData: "custom-data", "origin": "author", changesInfo: "tracked-change", revisionInfo: "tracked-change",
  recipientData: "custom-data", wordVbaData: "script",
};
const KEPT: ReadonlySet<string> = new Set([
  "officeDocument", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme", "themeOverride", "numbering", "footnotes", "endnotes", "header", "footer",
  "image", "font", "hyperlink", "worksheet", "chartsheet", "sharedStrings", "drawing", "table", "pivotTable", "pivotCacheDefinition", "pivotCacheRecords",
  "sheetMetadata", "calcChain", "chart", "chartEx", "chartColorStyle", "chartStyle", "chartUserShapes", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "slide",
  "slideLayout", "slideMaster", "presProps", "viewProps", "tableStyles", "audio", "video", "media",
]);

export interface Part {
  readonly name: string;
  readonly data: Blob;
  readonly isStored: boolean;
  /** Null where it is not XML. */
  readonly xml: Document | null;
  /** Ids of relationships that are gone. */
  readonly lost: ReadonlySet<string>;
}

function resolve(base: string, target: string): string {
  const path = target.startsWith("/") ? [] : base.split("/").slice(0, -1);
  for (const step of decodeURIComponent(target).split("/")) {
    if (step === "..") path.pop();
    else if (step !== "." && step !== "") path.push(step);
  }
  return path.join("/");
}

const relationshipsName = (name: string): string => name.replace(/([^/]*)$/, "_rels/$1.rels");

function describeProperties(document: Document, telling: Telling, where: string): void {
  const what: Readonly<Record<string, FindingId>> = {
    creator: "author", lastModifiedBy: "author", Manager: "author", Company: "organisation", created: "date", modified: "date", lastPrinted: "date", title: "description",
    subject: "description", description: "description", keywords: "description", category: "description", Application: "software", Template: "software",
  };
  for (const child of document.documentElement === null ? [] : childrenOf(document.documentElement)) {
    const text = (child.textContent ?? "").trim();
    if (text !== "") telling.tell(what[child.localName ?? ""] ?? "custom-data", what[child.localName ?? ""] === undefined ? `${attributeOf(child, "name") || (child.localName ?? "")}: ${text}` : text, where);
  }
}

export class Package {
  readonly #members: ReadonlyMap<string, Member>;
  readonly #telling: Telling;
  readonly parts: Part[] = [];
  /** In small letters: parts that were told of and left out. */
  readonly gone = new Set<string>();

  constructor(members: readonly Member[], telling: Telling) {
    this.#members = new Map(members.map((member) => [member.name.toLowerCase(), member]));
    this.#telling = telling;
  }

  member(name: string): Member | undefined {
    return this.#members.get(name.toLowerCase());
  }

  async #tellGone(name: string, what: FindingId): Promise<void> {
    const data = this.member(name)?.data;
    this.gone.add(name.toLowerCase());
    if (/^docProps\/.*\.xml$/i.test(name) && data) describeProperties(await parseXml(data), this.#telling, name);
    else this.#telling.tell(what, "", name);
  }

  /** Takes a relationship out, or gives back the part that it leads to. */
  async #follow(relationship: Element, owner: string): Promise<string | null> {
    const kind = attributeOf(relationship, "Type").split("/").at(-1) ?? "";
    const target = attributeOf(relationship, "Target");
    if (attributeOf(relationship, "TargetMode") === "External") {
      if (kind === "hyperlink" && PUBLIC_ADDRESS.test(target)) {
        this.#telling.remain("links");
        return null;
      }
      this.#telling.tell("link", target, owner);
      detach(relationship);
      return null;
    }
    if (kind === "hyperlink" && target.startsWith("#")) return null;
    const name = resolve(owner, target);
    const what = GONE[kind];
    if (what !== undefined) {
      await this.#tellGone(name, what);
      detach(relationship);
      return null;
    }
    return KEPT.has(kind) ? name : refuse("unsupported");
  }

  /** Collects what `owner` leads to, itself included. An empty name stands for the package. */
  async collect(owner = ""): Promise<void> {
    const pending = [owner];
    const seen = new Set<string>();
    for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
      if (seen.has(name.toLowerCase())) continue;
      seen.add(name.toLowerCase());
      const lost = await this.#relationships(name, pending);
      if (name === "") continue;
      const member = this.member(name);
      if (!member?.data) return refuse("malformed");
      const xml = /\.(?:xml|vml)$/i.test(name) ? await parseXml(member.data) : null;
      this.parts.push({ name: member.name, data: member.data, isStored: member.isStored, xml, lost });
    }
  }

  async #relationships(owner: string, pending: string[]): Promise<Set<string>> {
    const lost = new Set<string>();
    const member = this.member(relationshipsName(owner));
    if (!member?.data) {
      demand(owner !== "");
      return lost;
    }
    const xml = await parseXml(member.data);
    const root = xml.documentElement ?? refuse("malformed");
    for (const relationship of childrenOf(root)) {
      const next = await this.#follow(relationship, owner);
      if (next !== null) pending.push(next);
      if (relationship.parentNode === null) lost.add(attributeOf(relationship, "Id"));
    }
    if (childrenOf(root).length > 0) this.parts.push({ name: member.name, data: member.data, isStored: member.isStored, xml, lost: new Set() });
    return lost;
  }
}
