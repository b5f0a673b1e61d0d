import { imageType, type ShowMessage } from "../protocol";
import { element } from "./elements";
import type { ShowOutcome } from "./outcome";
import { pictureStage } from "./picture-stage";

/** Shows a picture that the browser knows. */
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
  const { bar, scroller } = pictureStage(image, labels);
  root.append(bar, scroller);
  return "shown";
}
