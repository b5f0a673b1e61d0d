"use client";

/** The organisation's dossiers as a list: its own boxed entries name them, each is opened to say how it stands. */
import { useCallback, useEffect, useState } from "react";
import type { BrowserClient } from "@/lib/client/browser-client";
import { listOwnDossiers, loadDraft } from "@/lib/client/edit-draft";
import { openDossier } from "@/lib/client/open-dossier";
import { syncLogs } from "@/lib/client/sync-logs";
import type { OwnDossier } from "@/lib/crypto/api";
import { contentSchema } from "@/lib/domain/dossier";
import type { IntakeState } from "@/lib/domain/lifecycle";
import { codeOfError } from "@/app/session/error-text";
import { useMember } from "../../../session/session";

export type DossierRow = {
  readonly dossierId: string;
  readonly title: string;
  readonly subjects: number;
  readonly countries: readonly string[];
  /** null for a draft that was never submitted. */
  readonly state: IntakeState | null;
  /** Day of the last intake move. */
  readonly sinceDay: string | null;
  readonly version: number | null;
  /** Why it could not be opened, or null. */
  readonly failure: string | null;
};

export type OwnDossiers = { readonly rows: readonly DossierRow[]; readonly done: boolean; readonly failure: string | null };

export function useOwnDossiers(): OwnDossiers & { readonly reload: () => void } {
  const { client } = useMember();
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<OwnDossiers>({ rows: [], done: false, failure: null });
  useEffect(() => {
    let stale = false;
    const show = (part: Partial<OwnDossiers>) => {
      if (!stale) setFound((now) => ({ ...now, ...part }));
    };
    const read = async () => {
      const synced = await syncLogs(client);
      if (!synced.ok) { show({ done: true, failure: synced.code }); return; }
      const own = (await listOwnDossiers(client)).filter((dossier) => !dossier.gone).reverse();
      const rows: DossierRow[] = [];
      for (const dossier of own) {
        if (stale) return;
        rows.push(await describe(client, dossier));
        show({ rows: [...rows] });
      }
      show({ rows, done: true });
    };
    void read().catch((error: unknown) => show({ done: true, failure: codeOfError(error) }));
    return () => {
      stale = true;
    };
  }, [client, attempt]);
  const reload = useCallback(() => {
    setFound({ rows: [], done: false, failure: null });
    setAttempt((count) => count + 1);
  }, []);
  return { ...found, reload };
}

async function describe(client: BrowserClient, own: OwnDossier): Promise<DossierRow> {
  const blank: DossierRow = {
    dossierId: own.dossierId,
    title: "",
    subjects: 0,
    countries: [],
    state: null,
    sinceDay: null,
    version: null,
    failure: null,
  };
  try {
    return own.q === null ? await describeDraft(client, blank) : await describeSubmitted(client, blank);
  } catch (error) {
    return { ...blank, failure: codeOfError(error) };
  }
}

async function describeDraft(client: BrowserClient, blank: DossierRow): Promise<DossierRow> {
  const draft = await loadDraft(client, blank.dossierId);
  if (!draft.ok) return { ...blank, failure: draft.code };
  return { ...blank, ...wordsOf(draft.value.plain?.content) };
}

async function describeSubmitted(client: BrowserClient, blank: DossierRow): Promise<DossierRow> {
  const opened = await openDossier(client, blank.dossierId);
  if (!opened.ok) return { ...blank, failure: opened.code };
  const { versions, intake } = opened.value;
  const last = versions.at(-1);
  return {
    ...blank,
    ...wordsOf(last?.content),
    state: intake.state as IntakeState,
    sinceDay: intake.moves.at(-1)?.day ?? null,
    version: last === undefined ? null : last.q + 1,
  };
}

function wordsOf(content: unknown): Pick<DossierRow, "title" | "subjects" | "countries"> {
  const parsed = contentSchema.safeParse(content);
  if (!parsed.success) return { title: "", subjects: 0, countries: [] };
  const { caseHeader, subjects } = parsed.data;
  return { title: caseHeader.workingTitle, subjects: subjects.length, countries: caseHeader.countriesOfConduct };
}
