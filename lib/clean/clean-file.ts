/** The two questions that are asked before a file is sealed: what does it give away, and can that be taken out? */
import { err, ok, type Result } from "../shared/result";
import { finding, orderFindings, type Finding } from "./finding";
import type { CleanFault, Inner, Told } from "./format";
import { FORMATS } from "./formats";
import type { Inspection } from "./inspection";
import { SNIFF_BYTES, sniffKind, type FileKind } from "./kinds";

/** Documents in archives in archives. */
const MOST_DEPTH = 3;

const ENDINGS: Partial<Record<FileKind, RegExp>> = {
  jpeg: /\.(jpe?g|jpe|jfif)$/i, png: /\.(png|apng)$/i, gif: /\.gif$/i, webp: /\.webp$/i, pdf: /\.pdf$/i,
};

/** A name that promises another kind than the bytes hold: reviewers would open it with the wrong program. */
function describeName(kind: FileKind, name: string): Finding[] {
  const ending = ENDINGS[kind];
  return ending === undefined || ending.test(name) ? [] : [finding("other-name", kind.toUpperCase())];
}

export async function kindOf(file: Blob): Promise<FileKind> {
  return sniffKind(new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer()));
}

/** What one may ask of a part of a file, `depth` levels inside it. */
function innerAt(depth: number): Inner {
  return {
    inspect: async (file, where) => {
      const told = await inspectAt(file, await kindOf(file), depth);
      return told.ok ? ok({ ...told.value, findings: told.value.findings.map((found) => within(found, where)) }) : told;
    },
    clean: async (file) => cleanAt(file, await kindOf(file), depth),
  };
}

function within(found: Finding, where: string): Finding {
  return { ...found, where: found.where === undefined ? where : `${where} / ${found.where}` };
}

async function inspectAt(file: Blob, kind: FileKind, depth: number): Promise<Result<Told, CleanFault>> {
  const format = FORMATS[kind];
  if (format === undefined) return err("not-cleanable");
  return depth > MOST_DEPTH ? err("too-deep") : format.inspect(file, innerAt(depth + 1));
}

async function cleanAt(file: Blob, kind: FileKind, depth: number): Promise<Result<Blob, CleanFault>> {
  const format = FORMATS[kind];
  if (format === undefined) return err("not-cleanable");
  return depth > MOST_DEPTH ? err("too-deep") : format.clean(file, innerAt(depth + 1));
}

/** Looks at a file by its bytes; `name` is only compared with them. Never throws on damaged files. */
export async function inspectFile(file: Blob, name: string): Promise<Inspection> {
  const kind = await kindOf(file);
  const named = describeName(kind, name);
  const told = await inspectAt(file, kind, 0);
  if (!told.ok) return { kind, findings: named, remains: [], fault: told.code };
  return { kind, findings: orderFindings([...told.value.findings, ...named]), remains: told.value.remains, fault: null };
}

/**
 * A copy without what `inspectFile` found. The copy is looked at before it is handed out, so that what is not clean is never
 * called so.
 */
export async function cleanFile(file: Blob): Promise<Result<Blob, CleanFault>> {
  const kind = await kindOf(file);
  const cleaned = await cleanAt(file, kind, 0);
  if (!cleaned.ok) return cleaned;
  const again = await inspectAt(cleaned.value, await kindOf(cleaned.value), 0);
  if (!again.ok) return again;
  return again.value.findings.length > 0 ? err("still-dirty") : cleaned;
}
