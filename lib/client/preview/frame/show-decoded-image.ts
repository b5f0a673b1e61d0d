import type { PreviewLabels, ShowMessage } from "../protocol";
import { paintPicture, PictureDecoder } from "./decode-picture";
import { button, element } from "./elements";
import type { ShowOutcome } from "./outcome";
import { pictureStage } from "./picture-stage";

/** Pixels of the longer side; what is larger is shown smaller, also as "actual size". */
const MAX_SHOWN_SIDE = 4096;

/** Shows a picture that the browser does not know, page by page where it has several. */
export async function showDecodedImage(root: HTMLElement, { bytes, decoder, labels }: ShowMessage): Promise<ShowOutcome> {
  if (decoder === null) return "damaged";
  const pictures = await PictureDecoder.open(decoder, bytes);
  const first = await pictures.read({ page: 0, maxSide: MAX_SHOWN_SIDE });
  if (!first.ok) {
    pictures.close();
    return first.code;
  }
  const canvas = element("canvas", "picture");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", labels.imageAlternative);
  paintPicture(canvas, first.value);
  const { bar, scroller } = pictureStage(canvas, labels);
  const status = element("p", "notice");
  status.setAttribute("role", "status");
  if (first.value.pages > 1) bar.prepend(...pageControls(pictures, first.value.pages, canvas, status, labels));
  else pictures.close();
  root.append(bar, status, scroller);
  return "shown";
}

function pageControls(pictures: PictureDecoder, pages: number, canvas: HTMLCanvasElement, status: HTMLElement, labels: PreviewLabels): readonly HTMLElement[] {
  let page = 0;
  const place = element("span", "page-place");
  place.setAttribute("role", "status");
  const previous = button(labels.previousPage, "‹", () => void turnTo(page - 1));
  const next = button(labels.nextPage, "›", () => void turnTo(page + 1));
  const showPlace = (): void => {
    place.textContent = `${labels.page} ${page + 1} ${labels.ofPages.replace("{count}", String(pages))}`;
    previous.disabled = page === 0;
    next.disabled = page === pages - 1;
  };
  const turnTo = async (wanted: number): Promise<void> => {
    page = wanted;
    showPlace();
    const answer = await pictures.read({ page: wanted, maxSide: MAX_SHOWN_SIDE });
    if (wanted !== page) return;
    canvas.hidden = !answer.ok;
    status.textContent = answer.ok ? "" : labels.pageFailed;
    if (answer.ok) paintPicture(canvas, answer.value);
  };
  showPlace();
  return [previous, place, next];
}
