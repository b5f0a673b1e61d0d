import type { PreviewLabels } from "../protocol";
import { button, element } from "./elements";

/** A picture as wide as the frame; a button of the bar switches to its actual size. */
export function pictureStage(picture: HTMLElement, labels: PreviewLabels): { readonly bar: HTMLElement; readonly scroller: HTMLElement } {
  const scroller = element("div", "scroller");
  scroller.tabIndex = 0;
  scroller.append(picture);
  const toggle = button(labels.actualSize, labels.actualSize, () => {
    const actual = picture.classList.toggle("actual");
    toggle.setAttribute("aria-pressed", String(actual));
  });
  toggle.setAttribute("aria-pressed", "false");
  const bar = element("div", "bar");
  bar.append(toggle);
  return { bar, scroller };
}
