/** A thumbnail of a file on this device, drawn by the preview frame out of sight: the page itself decodes nothing. */
import { packPixels, THUMBNAIL_SIDE, type Thumbnail } from "@/lib/domain/dossier";
import { SNIFF_BYTES } from "@/lib/clean/kinds";
import { mountPreview, type PreviewRequest } from "./mount-preview";
import { MAX_PREVIEW_BYTES, PREVIEW_LABELS, previewKind, RANGED_KINDS, type PreviewKind, type PreviewLabels } from "./protocol";

const WITH_A_LOOK: ReadonlySet<PreviewKind> = new Set(["image", "decoded-image", "pdf", "video"]);

/** Nobody reads it there. */
const NO_LABELS = Object.fromEntries(PREVIEW_LABELS.map((name) => [name, ""])) as PreviewLabels;

/** Null where the file has no look, cannot be read or is too large to be shown whole. */
export async function drawThumbnail(fid: string, file: Blob): Promise<Thumbnail | null> {
  const content = await contentOf(file).catch(() => null);
  if (content === null) return null;
  const stage = outOfSight();
  const preview = mountPreview(stage, { ...content, title: "", labels: NO_LABELS, lang: "en", dir: "ltr", theme: "light", snapshot: THUMBNAIL_SIDE });
  try {
    const snapshot = await preview.snapshot;
    return snapshot === null ? null : { fid, width: snapshot.width, height: snapshot.height, pixels: packPixels(snapshot) };
  } finally {
    preview.destroy();
    stage.remove();
  }
}

async function contentOf(file: Blob): Promise<Pick<PreviewRequest, "bytes" | "ranges" | "local"> | null> {
  const read = async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer());
  const head = await read(0, SNIFF_BYTES);
  const kind = previewKind(head);
  if (kind === null || !WITH_A_LOOK.has(kind)) return null;
  if (kind === "video") return { bytes: head, local: file };
  if (RANGED_KINDS.has(kind)) return { bytes: head, ranges: { reader: { size: file.size, read }, onFailure: () => undefined } };
  return file.size > MAX_PREVIEW_BYTES ? null : { bytes: await read(0, file.size), ranges: undefined };
}

/** In the window, since a frame outside of it is not painted; seen by nobody. */
function outOfSight(): HTMLElement {
  const stage = document.createElement("div");
  stage.className = "thumbnail-stage";
  stage.inert = true;
  stage.setAttribute("aria-hidden", "true");
  document.body.append(stage);
  return stage;
}
