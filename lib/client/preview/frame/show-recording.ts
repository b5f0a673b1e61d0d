import { MAX_PREVIEW_BYTES, type ShowMessage } from "../protocol";
import { element } from "./elements";
import type { ShowOutcome } from "./outcome";
import { playRanges } from "./play-ranges";
import { readRanges, type RangeReader } from "../ranges";

/** Sound or video with the browser's own controls; nothing plays before somebody asks for it. */
export async function showRecording(root: HTMLElement, { bytes, ranges, local, kind, labels }: ShowMessage): Promise<ShowOutcome> {
  const player = element(kind === "audio" ? "audio" : "video", "recording");
  player.controls = true;
  player.setAttribute("controlslist", "nodownload"); // the frame may not, and the page has a button for it
  player.preload = "metadata";
  player.setAttribute("aria-label", labels.recordingAlternative);
  const known = new Promise<ShowOutcome>((resolve) => {
    player.addEventListener("loadedmetadata", () => resolve("shown"), { once: true });
    player.addEventListener("error", () => resolve("unknown-recording"), { once: true });
  });
  root.append(player);
  const outcome = await begin(player, ranges === null ? null : readRanges(ranges.port, ranges.size), local ?? new Blob([bytes]), known);
  if (outcome !== "shown") player.remove();
  return outcome;
}

async function begin(
  player: HTMLMediaElement, reader: RangeReader | null, whole: Blob, known: Promise<ShowOutcome>,
): Promise<ShowOutcome> {
  if (reader !== null && (await playRanges(player, reader))) return known;
  if (reader !== null && reader.size > MAX_PREVIEW_BYTES) return "unknown-recording";
  // The type that came with the file is not trusted: the browser judges the bytes. The address lives as long as the frame.
  player.src = URL.createObjectURL(reader === null ? whole : new Blob([await reader.read(0, reader.size)]));
  return known;
}
