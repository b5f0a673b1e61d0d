/** What a PDF does when it is opened or clicked: only steps to another place in it, and links to web pages and mail, stay. */
import type { PDFDict} from "@cantoo/pdf-lib";
import { PDFName, type PDFObject } from "@cantoo/pdf-lib";
import type { FindingId } from "../finding";
import type { Telling } from "../parts-format";
import { asDict, getDict, getName, getText, keysOf, remove } from "./pdf-objects";

/** Addresses that anybody can follow. Others, such as file://, name a disk or a server inside. */
export const PUBLIC_ADDRESS = /^(?:https?|mailto|tel|doi):/i;

const KEPT: Readonly<Record<string, readonly string[]>> = { GoTo: ["Type", "S", "D", "SD"], URI: ["Type", "S", "URI"], Named: ["Type", "S", "N"] };

const TOLD: Readonly<Record<string, FindingId>> = {
  JavaScript: "script", Launch: "link", GoToR: "link", GoToE: "attachment", SubmitForm: "link", ImportData: "link", URI: "link", Rendition: "attachment",
};

function describe(action: PDFDict): string {
  const file = getDict(action, "F");
  return getText(action, "URI") || getText(action, "F") || (file === null ? "" : getText(file, "UF") || getText(file, "F"));
}

function tellAction(action: PDFDict, telling: Telling, where?: string): void {
  telling.tell(TOLD[getName(action, "S")] ?? "private-data", describe(action), where);
}

/** Cleans the action under `key`, or takes it out. */
export function cleanAction(holder: PDFDict, key: string, telling: Telling, where?: string): void {
  const action = getDict(holder, key);
  if (action === null) {
    remove(holder, key);
    return;
  }
  const kind = getName(action, "S");
  const kept = KEPT[kind];
  if (kept === undefined || (kind === "URI" && !PUBLIC_ADDRESS.test(getText(action, "URI")))) {
    tellAction(action, telling, where);
    remove(holder, key);
    return;
  }
  if (kind === "URI") telling.remain("links");
  for (const name of keysOf(action)) {
    if (kept.includes(name)) continue;
    telling.tell(name === "Next" ? "script" : "private-data", name, where);
    remove(action, name);
  }
}

/** What happens by itself: at opening, printing, turning a page. */
export function tellTriggers(value: PDFObject | undefined, telling: Telling, where?: string): void {
  const dict = asDict(value);
  if (dict === null) return;
  const actions = dict.has(PDFName.of("S")) ? [dict] : keysOf(dict).map((key) => getDict(dict, key));
  for (const action of actions) {
    if (action !== null) tellAction(action, telling, where);
  }
}
