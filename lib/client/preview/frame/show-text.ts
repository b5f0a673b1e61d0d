import type { ShowMessage } from "../protocol";
import { decodeText } from "./decode-text";
import { element } from "./elements";
import type { ShowOutcome } from "./outcome";

const MAX_SHOWN_CHARACTERS = 1_000_000;

/** Shows text as it stands, whatever it would be elsewhere: markup, CSV and JSON included. */
export function showText(root: HTMLElement, { bytes, labels }: ShowMessage): Promise<ShowOutcome> {
  const { text, encoding } = decodeText(bytes);
  const body = element("pre", "text", text.slice(0, MAX_SHOWN_CHARACTERS));
  body.dir = "auto";
  body.tabIndex = 0;
  if (!encoding.startsWith("utf-")) root.append(element("p", "notice", labels.textEncoding.replace("{encoding}", encoding)));
  if (text.length > MAX_SHOWN_CHARACTERS) root.append(element("p", "notice", labels.textShortened));
  root.append(body);
  return Promise.resolve("shown");
}
