import type { ShowMessage } from "../protocol";
import { element } from "./elements";
import type { ShowOutcome } from "./outcome";

/** Sound or video with the browser's own controls; nothing plays before somebody asks for it. */
export async function showRecording(root: HTMLElement, { bytes, kind, labels }: ShowMessage): Promise<ShowOutcome> {
  const player = element(kind === "audio" ? "audio" : "video", "recording");
  player.controls = true;
  player.setAttribute("controlslist", "nodownload"); // the frame may not, and the page has a button for it
  player.preload = "metadata";
  player.setAttribute("aria-label", labels.recordingAlternative);
  const known = new Promise<ShowOutcome>((resolve) => {
    player.addEventListener("loadedmetadata", () => resolve("shown"), { once: true });
    player.addEventListener("error", () => resolve("unknown-recording"), { once: true });
  });
  // The type that came with the file is not trusted: the browser judges the bytes. The address lives as long as the frame.
  player.src = URL.createObjectURL(new Blob([bytes]));
  const outcome = await known;
  if (outcome === "shown") root.append(player);
  return outcome;
}
