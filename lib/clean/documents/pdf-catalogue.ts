/** A PDF's root: what belongs to the whole document. */
import { PDFArray, PDFDict, PDFName, PDFRawStream, type PDFObject } from "@cantoo/pdf-lib";
import { finding, type FindingId } from "../finding";
import { describeXmp } from "../metadata/text-metadata";
import type { Telling } from "../parts-format";
import { refuse } from "../refusal";
import { cleanAction, tellTriggers } from "./pdf-actions";
import { asDict, descend, get, getArray, getDict, getName, getText, itemsOf, keysOf, remove } from "./pdf-objects";
import { unpack } from "./pdf-streams";

const INFO: Readonly<Record<string, FindingId>> = {
  Author: "author", Title: "description", Subject: "description", Keywords: "description", Creator: "software", Producer: "software",
  CreationDate: "date", ModDate: "date", Company: "organisation", Manager: "author",
};
const KEPT: ReadonlySet<string> = new Set([
  "Type", "Version", "Pages", "PageLabels", "Names", "Dests", "ViewerPreferences", "PageLayout", "PageMode", "Outlines", "StructTreeRoot", "MarkInfo", "Lang",
  "OutputIntents", "OCProperties",
]);
const TOLD: Readonly<Record<string, FindingId>> = {
  AA: "script", OpenAction: "script", AcroForm: "form-data", AF: "attachment", Collection: "attachment", PieceInfo: "custom-data", URI: "link",
  Perms: "form-data", Legal: "custom-data", Threads: "description", SpiderInfo: "link", DSS: "form-data",
};

export function describeInfo(info: PDFDict | null, telling: Telling): void {
  for (const key of info === null ? [] : keysOf(info)) {
    const text = info === null ? "" : getText(info, key);
    if (text === "" || key === "Trapped") continue;
    telling.tell(INFO[key] ?? "custom-data", INFO[key] === undefined ? `${key}: ${text}` : text);
  }
}

export function tellMetadata(stream: PDFObject | undefined, telling: Telling, where?: string): void {
  const packet = stream instanceof PDFRawStream ? unpack(stream) : null;
  telling.tellAll(packet === null ? [finding("xmp")] : describeXmp(packet), where);
}

/** Content that one can switch on, and that is off at first. */
function refuseHiddenLayers(catalogue: PDFDict): void {
  const layers = getDict(catalogue, "OCProperties");
  if (layers === null) return;
  const start = getDict(layers, "D");
  const others = itemsOf(getArray(layers, "Configs")).map(asDict);
  const isHiding = (dict: PDFDict | null): boolean =>
    dict !== null && ((getArray(dict, "OFF")?.size() ?? 0) > 0 || !["", "ON"].includes(getName(dict, "BaseState")));
  if (isHiding(start) || others.some(isHiding)) refuse("hidden-content");
  for (const { dict } of descend(catalogue.context, layers.get(PDFName.of("OCGs")), [])) {
    const usage = getDict(dict, "Usage");
    const states = usage === null ? [] : keysOf(usage).map((key) => getDict(usage, key));
    if (states.some((state) => state !== null && ["ViewState", "PrintState"].some((key) => getName(state, key) === "OFF"))) refuse("hidden-content");
    if (usage !== null && getDict(usage, "CreatorInfo") !== null) remove(usage, "CreatorInfo");
    if (usage !== null && getDict(usage, "User") !== null) remove(usage, "User");
  }
  for (const config of [start, ...others]) if (config !== null) remove(config, "Creator");
}

function cleanNames(catalogue: PDFDict, telling: Telling): void {
  const names = getDict(catalogue, "Names");
  for (const key of names === null ? [] : keysOf(names)) {
    if (names === null || key === "Dests") continue;
    if (key === "JavaScript") telling.tell("script");
    else if (key !== "EmbeddedFiles") telling.tell("private-data", key);
    remove(names, key);
  }
}

const BOOKMARK: ReadonlySet<string> = new Set(["Type", "Title", "Parent", "Prev", "Next", "First", "Last", "Count", "Dest", "A", "C", "F", "SE"]);

function cleanBookmarks(catalogue: PDFDict, telling: Telling): void {
  for (const { dict } of descend(catalogue.context, catalogue.get(PDFName.of("Outlines")), ["First", "Next"])) {
    for (const key of keysOf(dict)) {
      if (BOOKMARK.has(key)) continue;
      telling.tell("private-data", key);
      remove(dict, key);
    }
    cleanAction(dict, "A", telling, getText(dict, "Title"));
  }
}

/** What was printed on decides how colours look; its names and notes do not. */
function cleanOutputIntents(catalogue: PDFDict, telling: Telling): void {
  for (const item of itemsOf(getArray(catalogue, "OutputIntents"))) {
    const intent = asDict(item);
    for (const key of intent === null ? [] : ["Info", "OutputCondition", "RegistryName", "DestOutputProfileRef"]) {
      if (intent?.has(PDFName.of(key)) !== true) continue;
      telling.tell("description", getText(intent, key));
      remove(intent, key);
    }
  }
}

function tellForm(catalogue: PDFDict, telling: Telling): void {
  const form = getDict(catalogue, "AcroForm");
  if (form === null) return;
  if (get(form, "XFA") !== undefined) telling.tell("form-data", "XFA");
  for (const { dict } of descend(catalogue.context, form.get(PDFName.of("Fields")), ["Kids"])) {
    const value = get(dict, "V");
    if (getName(dict, "FT") === "Sig" && value instanceof PDFDict) telling.tell("author", getText(value, "Name"));
    const text = getText(dict, "V");
    if (getText(dict, "T") !== "" || text !== "") telling.tell("form-data", `${getText(dict, "T")}: ${text}`);
  }
}

export function cleanCatalogue(catalogue: PDFDict, telling: Telling): void {
  // A form of XFA is drawn by the viewer out of data that a cleaned copy would not have.
  if (getText(catalogue, "NeedsRendering") === "true") refuse("unsupported");
  refuseHiddenLayers(catalogue);
  tellForm(catalogue, telling);
  for (const key of keysOf(catalogue)) {
    if (KEPT.has(key)) continue;
    const value = get(catalogue, key);
    if (key === "Metadata") tellMetadata(value, telling);
    else if (key === "AA" || (key === "OpenAction" && !(value instanceof PDFArray))) tellTriggers(value, telling, key);
    else telling.tell(key === "OpenAction" ? "private-data" : (TOLD[key] ?? "private-data"), key);
    remove(catalogue, key);
  }
  cleanNames(catalogue, telling);
  cleanBookmarks(catalogue, telling);
  cleanOutputIntents(catalogue, telling);
}
