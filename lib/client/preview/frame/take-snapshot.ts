/** A small copy of what the frame shows. */
import type { Snapshot } from "../protocol";
import { element } from "./elements";

/** A film begins black more often than not. */
const INTO_FILM = { part: 0.1, mostSeconds: 20 };
const SEEK_WITHIN_MS = 10_000;

/** Null where nothing is shown that has a look: text, sound. */
export async function takeSnapshot(root: HTMLElement, longerSide: number): Promise<Snapshot | null> {
  const shown = root.querySelector<HTMLElement>("img.picture, canvas.picture, canvas.page, video.recording");
  if (shown instanceof HTMLImageElement) return shrink(shown, shown.naturalWidth, shown.naturalHeight, longerSide);
  if (shown instanceof HTMLCanvasElement) return shrink(shown, shown.width, shown.height, longerSide);
  if (!(shown instanceof HTMLVideoElement) || !(await seekInto(shown))) return null;
  return shrink(shown, shown.videoWidth, shown.videoHeight, longerSide);
}

async function seekInto(film: HTMLVideoElement): Promise<boolean> {
  film.muted = true;
  film.preload = "auto";
  const seconds = Number.isFinite(film.duration) ? Math.min(film.duration * INTO_FILM.part, INTO_FILM.mostSeconds) : 0;
  const ready = new Promise<boolean>((resolve) => {
    const done = (): void => resolve(film.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
    film.addEventListener("seeked", done, { once: true });
    setTimeout(done, SEEK_WITHIN_MS);
  });
  film.currentTime = Math.max(seconds, 0.001);
  return ready;
}

/** The browser averages over every pixel at this quality. */
function shrink(source: CanvasImageSource, width: number, height: number, longerSide: number): Snapshot | null {
  const scale = Math.min(1, longerSide / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const canvas = element("canvas", "");
  [canvas.width, canvas.height] = [size.width, size.height];
  const context = canvas.getContext("2d");
  if (context === null || width === 0 || height === 0) return null;
  context.fillStyle = "white"; // under what is transparent
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, size.width, size.height);
  return { ...size, rgba: context.getImageData(0, 0, size.width, size.height).data };
}
