/**
 * A format that is made of parts, some of them files of their own. Its reader tells what it leaves out while it prepares the
 * copy: what is told and what is taken out cannot differ.
 */
import { err, ok, type Result } from "../shared/result";
import { finding, type Finding, type FindingId } from "./finding";
import type { CleanFault, Format, Inner, RemainId } from "./format";
import { accept, Refusal } from "./refusal";

/** What a reader may say and ask while it goes through a file. */
export interface Telling {
  tell(what: FindingId, detail?: string, where?: string): void;
  tellAll(findings: readonly Finding[], where?: string): void;
  remain(id: RemainId): void;
  /** The embedded file as it belongs into the copy. Refuses the whole file if the embedded one cannot be cleaned. */
  embed(file: Blob, where: string): Promise<Blob>;
}

class Told implements Telling {
  readonly findings: Finding[] = [];
  readonly remains = new Set<RemainId>();
  readonly #inner: Inner;
  readonly #isCleaning: boolean;

  constructor(inner: Inner, isCleaning: boolean) {
    this.#inner = inner;
    this.#isCleaning = isCleaning;
  }

  tell(what: FindingId, detail = "", where?: string): void {
    this.tellAll([finding(what, detail)], where);
  }

  tellAll(findings: readonly Finding[], where?: string): void {
    this.findings.push(...findings.map((found) => (where === undefined ? found : { ...found, where })));
  }

  remain(id: RemainId): void {
    this.remains.add(id);
  }

  async embed(file: Blob, where: string): Promise<Blob> {
    if (this.#isCleaning) return accept(await this.#inner.clean(file, where));
    const told = accept(await this.#inner.inspect(file, where));
    this.findings.push(...told.findings);
    told.remains.forEach((id) => this.remains.add(id));
    return file;
  }
}

/** What a library throws on bytes that it did not expect refuses the file, as a Refusal does. */
async function guarded<V>(work: () => Promise<V>): Promise<Result<V, CleanFault>> {
  try {
    return ok(await work());
  } catch (cause) {
    return err(cause instanceof Refusal ? cause.fault : "malformed");
  }
}

/** `rewrite` gives back what writes the copy; it is not called where a file is only looked at. */
export function partsFormat(type: string, rewrite: (file: Blob, telling: Telling) => Promise<() => Promise<BlobPart>>): Format {
  return {
    inspect: (file, inner) =>
      guarded(async () => {
        const told = new Told(inner, false);
        await rewrite(file, told);
        return { findings: told.findings, remains: [...told.remains] };
      }),
    clean: (file, inner) =>
      guarded(async () => {
        const write = await rewrite(file, new Told(inner, true));
        return new Blob([await write()], { type });
      }),
  };
}
