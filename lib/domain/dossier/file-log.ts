/** What the product itself writes of every file, in the compartment that the file is in: nobody types it. */
import { z } from "zod";
import { dayText, hexId, sha256OrEmpty } from "./fields";

/** uploaded: the receipt for the sealed file was checked; cleaned, redacted: it was made from an original, which `before` names. */
export const FILE_ACTS = ["uploaded", "cleaned", "redacted"] as const;
export type FileAct = (typeof FILE_ACTS)[number];

/** `sha256`: of the file itself, "" until its last byte was read; `before`: of what it was made from, or "". */
export const fileEventSchema = z.strictObject({ fid: hexId, act: z.enum(FILE_ACTS), day: dayText, sha256: sha256OrEmpty, before: sha256OrEmpty });
export type FileEvent = z.infer<typeof fileEventSchema>;

/** A default: compartments that were sealed before there was such a log still open. */
export const fileLogSchema = z.array(fileEventSchema).max(8_192).default([]);

/** What is known of a file by now: `made` is what was done to an original, by the id that its signed entry carries. */
export type LoggedFile = { readonly fid: string; readonly sha256: string | null; readonly received: boolean; readonly made: { readonly from: string; readonly action: string } | null };

/** The log with what this file has come to by `day`. An event stays as it was; only the hash that it waited for is filled in. */
export function logFile(log: readonly FileEvent[], { fid, sha256, received, made }: LoggedFile, day: string): readonly FileEvent[] {
  const has = (acts: readonly FileAct[]): boolean => log.some((event) => event.fid === fid && acts.includes(event.act));
  const filled = sha256 === null ? log : log.map((event) => (event.fid === fid && event.sha256 === "" ? { ...event, sha256 } : event));
  const added: FileEvent[] = [];
  if (made !== null && !has(["cleaned", "redacted"])) {
    const act = made.action.startsWith("redact") ? "redacted" : "cleaned";
    added.push({ fid, act, day, sha256: sha256 ?? "", before: made.from });
  }
  if (received && sha256 !== null && !has(["uploaded"])) added.push({ fid, act: "uploaded", day, sha256, before: "" });
  return added.length === 0 && sha256 === null ? log : [...filled, ...added];
}

/** Events of both, those of the first where both have one: neither of two versions of a draft may lose what happened. */
export function joinLogs(log: readonly FileEvent[], other: readonly FileEvent[]): readonly FileEvent[] {
  const twin = (event: FileEvent, among: readonly FileEvent[]) => among.find(({ fid, act }) => fid === event.fid && act === event.act);
  const filled = log.map((event) => (event.sha256 === "" ? { ...event, sha256: twin(event, other)?.sha256 ?? "" } : event));
  return [...filled, ...other.filter((event) => twin(event, log) === undefined)];
}
