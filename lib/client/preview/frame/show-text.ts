import type { ShowMessage } from "../protocol";
import { element } from "./elements";
import type { ShowOutcome } from "./outcome";

const MAX_SHOWN_CHARACTERS = 1_000_000;

function decodeText(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  return new TextDecoder(utf16 ?? "utf-8").decode(bytes);
}

/** Shows text as it stands, whatever it would be elsewhere: markup, CSV and JSON included. */
export function showText(root: HTMLElement, { bytes, labels }: ShowMessage): Promise<ShowOutcome> {
  const text = decodeText(bytes);
  const body = element("pre", "text", text.slice(0, MAX_SHOWN_CHARACTERS));
  body.dir = "auto";
  body.tabIndex = 0;
  if (text.length > MAX_SHOWN_CHARACTERS) root.append(element("p", "notice", labels.textShortened));
  root.append(body);
  return Promise.resolve("shown");
}
