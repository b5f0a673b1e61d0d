/** The page's side of the preview: one sandboxed frame for one file, and nothing of the file left when it is destroyed. */
import { err, ok, type Result } from "../../shared/result";
import { serveRanges, type RangeReader } from "./ranges";
import {
  HELLO, MAX_PREVIEW_BYTES, previewKind, RANGED_KINDS, type FrameMessage, type PreviewFault, type PreviewKind, type PreviewLabels, type ShowMessage, type Snapshot,
} from "./protocol";

const FRAME_URL = "/preview-frame.html";
const DECODER_URL = "/picture-decoder.bin";
const ANSWER_WITHIN_MS = 60_000;

export interface PreviewRequest {
  /** The whole file, or its beginning where `ranges` reads the rest. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ranges?: { readonly reader: RangeReader; readonly onFailure: (cause: unknown) => void } | undefined;
  /** Instead of both: a recording on this device. */
  readonly local?: Blob | undefined;
  /** The accessible name of the frame: an exhibit's neutral name. */
  readonly title: string;
  readonly labels: PreviewLabels;
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  readonly theme: "light" | "dark" | "system";
  /** Pixels of the longer side of a small copy that is wanted as well. */
  readonly snapshot?: number;
}

export interface Preview {
  /** Settles once the frame shows the file or says why it cannot. */
  readonly shown: Promise<Result<PreviewKind, PreviewFault>>;
  /** The small copy, where one was wanted and the file has a look; otherwise null. */
  readonly snapshot: Promise<Snapshot | null>;
  /** Takes the frame away; safe to call twice. */
  readonly destroy: () => void;
}

function createFrame(title: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.className = "preview-frame";
  frame.setAttribute("sandbox", "allow-scripts");
  frame.setAttribute("allow", "");
  frame.referrerPolicy = "no-referrer";
  frame.style.inlineSize = "100%";
  frame.style.blockSize = "100%";
  frame.style.border = "0";
  frame.src = FRAME_URL;
  return frame;
}

function transfersOf({ bytes, ranges, decoder }: ShowMessage): Transferable[] {
  return [bytes.buffer, ...(ranges === null ? [] : [ranges.port]), ...(decoder === null ? [] : [decoder.buffer])];
}

type Shown = { readonly kind: PreviewKind; readonly snapshot: Snapshot | null };

/** Hands the frame its port when it has loaded, the file when it is ready, and waits for its word. */
function talkToFrame(frame: HTMLIFrameElement, message: ShowMessage): Promise<Result<Shown, PreviewFault>> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(err("no-answer")), ANSWER_WITHIN_MS);
    const settle = (result: Result<Shown, PreviewFault>): void => {
      clearTimeout(timer);
      resolve(result);
    };
    port1.onmessage = ({ data }: MessageEvent<FrameMessage>) => {
      if (data.type === "ready") port1.postMessage(message, transfersOf(message));
      else settle(data.type === "shown" ? ok({ kind: message.kind, snapshot: data.snapshot }) : err(data.code));
    };
    // An opaque origin cannot be named, hence "*": the page's frame-src keeps any other document out of the frame.
    frame.addEventListener("load", () => frame.contentWindow?.postMessage(HELLO, "*", [port2]), { once: true });
  });
}

/** The picture decoder, which the frame cannot fetch; rejects when it cannot be had. */
async function fetchDecoder(): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(DECODER_URL);
  if (!answer.ok) throw new Error("no decoder");
  return new Uint8Array(await answer.arrayBuffer());
}

function offerRanges({ reader, onFailure }: NonNullable<PreviewRequest["ranges"]>): ShowMessage["ranges"] {
  const { port1, port2 } = new MessageChannel();
  serveRanges(port1, reader, onFailure);
  return { port: port2, size: reader.size };
}

function contentOf({ bytes, ranges, local }: PreviewRequest): Pick<ShowMessage, "bytes" | "ranges" | "local"> {
  if (local !== undefined) return { bytes: new Uint8Array(), ranges: null, local };
  return ranges === undefined ? { bytes: bytes.slice(), ranges: null, local: null } : { bytes: new Uint8Array(), ranges: offerRanges(ranges), local: null };
}

/** Shows a file inside `container`. The bytes are copied, so the caller keeps its own. Never executes or fetches anything of the file. */
export function mountPreview(container: HTMLElement, request: PreviewRequest): Preview {
  const kind = previewKind(request.bytes);
  const nothing = (code: PreviewFault): Preview => ({ shown: Promise.resolve(err(code)), snapshot: Promise.resolve(null), destroy: () => undefined });
  if (kind === null) return nothing("not-previewable");
  const size = request.local?.size ?? request.ranges?.reader.size ?? request.bytes.length;
  if (!RANGED_KINDS.has(kind) && size > MAX_PREVIEW_BYTES) return nothing("too-large");
  const { labels, lang, dir, theme, snapshot = null } = request;
  const frame = createFrame(request.title);
  const content = contentOf(request);
  const show = (decoder: ShowMessage["decoder"]) => {
    const talk = talkToFrame(frame, { ...content, kind, decoder, labels, lang, dir, theme, snapshot });
    container.append(frame);
    return talk;
  };
  const answer = kind === "decoded-image" ? fetchDecoder().then(show, () => err("no-answer" as const)) : show(null);
  return {
    shown: answer.then((shown) => (shown.ok ? ok(shown.value.kind) : shown)),
    snapshot: answer.then((shown) => (shown.ok ? shown.value.snapshot : null)),
    destroy: () => frame.remove(),
  };
}
