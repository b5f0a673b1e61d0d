/** Entry of the preview frame: waits for one port from the page that embeds it, and over it for one file. */
import { HELLO, type FrameMessage, type ShowMessage } from "../protocol";
import { showDecodedImage } from "./show-decoded-image";
import { showImage } from "./show-image";
import { showOffice } from "./show-office";
import { showPdf } from "./show-pdf";
import { showRecording } from "./show-recording";
import { showText } from "./show-text";
import { takeSnapshot } from "./take-snapshot";
import type { ShowOutcome } from "./outcome";

const SHOW: Record<ShowMessage["kind"], (root: HTMLElement, message: ShowMessage) => Promise<ShowOutcome>> = {
  image: showImage,
  "decoded-image": showDecodedImage,
  pdf: showPdf,
  office: showOffice,
  text: showText,
  audio: showRecording,
  video: showRecording,
};

function dressDocument({ lang, dir, theme }: ShowMessage): void {
  document.documentElement.lang = lang;
  document.documentElement.dir = dir;
  if (theme !== "system") document.documentElement.dataset["theme"] = theme;
}

async function show(message: ShowMessage): Promise<FrameMessage> {
  const root = document.getElementById("preview");
  if (root === null) throw new Error("the frame has no root");
  dressDocument(message);
  try {
    const outcome = await SHOW[message.kind](root, message);
    if (outcome !== "shown") return { type: "failed", code: outcome };
    return { type: "shown", snapshot: message.snapshot === null ? null : await takeSnapshot(root, message.snapshot) };
  } catch {
    return { type: "failed", code: "damaged" };
  }
}

function takePort(port: MessagePort): void {
  port.onmessage = ({ data }: MessageEvent<ShowMessage>) => {
    port.onmessage = null;
    void show(data).then((answer) => port.postMessage(answer));
  };
  const ready: FrameMessage = { type: "ready" };
  port.postMessage(ready);
}

function awaitHello(event: MessageEvent<unknown>): void {
  const port = event.ports[0];
  if (event.source !== window.parent || event.data !== HELLO || port === undefined) return;
  window.removeEventListener("message", awaitHello);
  takePort(port);
}

window.addEventListener("message", awaitHello);
