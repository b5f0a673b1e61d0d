/** One exhibit's chain of custody: what its organisation knows and its browser wrote down, then what the coalition's side signed for. */
import type { CustodyAction } from "../format/custody";
import type { Content, Evidence, FileAct, FileEvent, PartialDate } from "./dossier";
import type { CustodyStepKind } from "./themes";

/** An entry that a member of the coalition signed, about several files at once perhaps. */
export type SignedAct = {
  readonly n: number;
  readonly day: string;
  readonly by: { readonly handle: string; readonly role: string };
  readonly action: CustodyAction;
  readonly files: readonly { readonly fid: string; readonly sha256: string }[];
};

export type ChainAct = CustodyStepKind | FileAct | SignedAct["action"] | "step";
export type ChainRow = {
  readonly id: string;
  readonly when: PartialDate;
  /** The moment of a capture as it was typed. */
  readonly moment: string;
  readonly act: ChainAct;
  /** null: the submitting organisation, whoever of it that was. */
  readonly by: SignedAct["by"] | null;
  readonly fid: string;
  readonly before: string;
  readonly after: string;
  /** Whose hands, and what else its author wrote. */
  readonly from: string;
  readonly to: string;
  readonly note: string;
};

const NOTHING = { moment: "", by: null, fid: "", before: "", after: "", from: "", to: "", note: "" } as const;
const onDay = (value: string): PartialDate => ({ value, precision: "day" });

/** In the order in which it happened, as far as dates say; a step without a date stands where its author put it. */
export function chainOfExhibit(evidence: Evidence, fileLog: readonly FileEvent[], signed: readonly SignedAct[]): readonly ChainRow[] {
  const files = new Set(evidence.fileIds);
  return [
    ...earlierSteps(evidence),
    ...fileLog.filter(({ fid }) => files.has(fid)).map(
      ({ fid, act, day, sha256, before }): ChainRow => ({ ...NOTHING, id: `${fid}-${act}`, when: onDay(day), act, fid, before, after: sha256 }),
    ),
    ...signed.flatMap(({ n, day, by, action, files: named }) =>
      named.filter(({ fid }) => files.has(fid)).map(
        ({ fid, sha256 }): ChainRow => ({ ...NOTHING, id: `${n}-${fid}`, when: onDay(day), act: action, by, fid, after: sha256 }),
      ),
    ),
  ];
}

/** What was typed, and the capture among it: before the first step that is dated later. */
function earlierSteps(evidence: Evidence): readonly ChainRow[] {
  const steps = evidence.custody.map(
    ({ id, when, kind, from, to, note }): ChainRow => ({ ...NOTHING, id, when, act: kind === "" ? "step" : kind, from, to, note }),
  );
  const capture = captureRow(evidence);
  if (capture === null) return steps;
  const day = /^\d{4}-\d{2}-\d{2}/.exec(capture.moment)?.[0] ?? "";
  const later = steps.findIndex(({ when }) => day === "" || (when.value !== "" && when.value > day));
  const at = later === -1 ? steps.length : later;
  return [...steps.slice(0, at), capture, ...steps.slice(at)];
}

/** `collected` follows from the capture fields, so that nobody has to write it twice. */
function captureRow({ id, capturedAt, capturedBy, captureUrl, captureTool }: Evidence): ChainRow | null {
  if ([capturedAt, capturedBy, captureUrl, captureTool].every((text) => text === "")) return null;
  return { ...NOTHING, id: `${id}-capture`, when: { value: "", precision: "day" }, moment: capturedAt, act: "collected", from: captureUrl, to: capturedBy, note: captureTool };
}

/**
 * Exhibits of which an earlier version said more or something else of their history: a chain only grows. Steps count, and what
 * was written of files that are still there.
 */
export function rewrittenChains(before: Content, now: Content): readonly string[] {
  const text = (value: unknown): string => JSON.stringify(value);
  return now.evidence.filter((evidence) => {
    const earlier = before.evidence.find(({ id }) => id === evidence.id);
    if (earlier === undefined) return false;
    const steps = new Set(evidence.custody.map(text));
    const events = new Set(now.fileLog.map(text));
    const files = earlier.fileIds.filter((fid) => evidence.fileIds.includes(fid));
    const lost = before.fileLog.some((event) => files.includes(event.fid) && !events.has(text(event)));
    return lost || !earlier.custody.every((step) => steps.has(text(step)));
  }).map(({ id }) => id);
}
