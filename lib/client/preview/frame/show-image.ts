import { imageType, type ShowMessage } from "../protocol";
import { button, element } from "./elements";
import type { ShowOutcome } from "./outcome";

/** Shows a picture as wide as the frame; a button switches to its actual size. */
export async function showImage(root: HTMLElement, { bytes, labels }: ShowMessage): Promise<ShowOutcome> {
  const type = imageType(bytes);
  if (type === null) return "damaged";
  const image = element("img", "picture");
  image.alt = labels.imageAlternative;
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  image.src = url;
  try {
    await image.decode();
  } catch {
    return "damaged";
  } finally {
    URL.revokeObjectURL(url);
  }
  const scroller = element("div", "scroller");
  scroller.tabIndex = 0;
  scroller.append(image);
  const toggle = button(labels.actualSize, "1:1", () => {
    const actual = image.classList.toggle("actual");
    toggle.setAttribute("aria-pressed", String(actual));
  });
  toggle.setAttribute("aria-pressed", "false");
  const bar = element("div", "bar");
  bar.append(toggle);
  root.append(bar, scroller);
  return "shown";
}
