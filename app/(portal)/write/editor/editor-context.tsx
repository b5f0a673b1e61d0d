"use client";

/** What every part of the form needs: the draft, how to change it, and what is still missing where. */
import { createContext, useCallback, useContext, useDeferredValue, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { planRemoval, rowId, rowsOf, type ListName } from "@/lib/client/draft/draft-rows";
import type { DraftChange } from "@/lib/client/draft/draft-state";
import type { DraftSnapshot, EditedDraft } from "@/lib/client/draft/edited-draft";
import type { DossierView } from "@/lib/crypto/api";
import { missingForSubmission, type Missing } from "@/lib/domain/completeness";
import type { Dossier } from "@/lib/domain/dossier";
import { toHex } from "@/lib/shared/bytes";
import { useToast } from "@/lib/ui";

export type Editor = {
  readonly dossierId: string;
  readonly draft: EditedDraft;
  readonly snapshot: DraftSnapshot;
  /** The dossier as it stands with the coalition, when it came back with feedback. */
  readonly view: DossierView | null;
  readonly change: (change: DraftChange) => void;
  /** Removes a row with everything that hangs on it, and offers to take that back. */
  readonly remove: (list: ListName, id: string, name: string) => void;
  readonly missing: readonly Missing[];
  /** How many required answers a row lacks in its own section; null while a new row has not been judged yet. */
  readonly missingIn: (list: ListName, id: string) => number | null;
  /** The sentence for a field that is missing; only once the list of missing things was asked for. */
  readonly problem: (path: string) => string | undefined;
  readonly showProblems: () => void;
};

const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("useEditor outside of EditorProvider");
  return editor;
}

export function useContent() {
  return useEditor().snapshot.state.dossier.content;
}

/** Sixteen random bytes in hex, for new rows. */
export function makeId(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}

type ProviderProps = { readonly draft: EditedDraft; readonly view: DossierView | null; readonly children: ReactNode };

export function EditorProvider({ draft, view, children }: ProviderProps) {
  const snapshot = useSyncExternalStore(draft.subscribe, draft.snapshot, draft.snapshot);
  const [problemsShown, setProblemsShown] = useState(false);
  const judged = useDeferredValue(snapshot.state.dossier);
  const missing = useMemo(() => missingForSubmission(judged), [judged]);
  const missingIn = useCallback((list: ListName, id: string) => countMissing(judged, missing, list, id), [judged, missing]);
  const remove = useRemove(draft);
  const problem = useProblem(problemsShown ? missing : NOTHING);
  const showProblems = useCallback(() => setProblemsShown(true), []);
  const editor = useMemo<Editor>(
    () => ({ dossierId: draft.dossierId, draft, snapshot, view, change: draft.change, remove, missing, missingIn, problem, showProblems }),
    [draft, snapshot, view, remove, missing, missingIn, problem, showProblems],
  );
  return <EditorContext value={editor}>{children}</EditorContext>;
}

function countMissing(dossier: Dossier, missing: readonly Missing[], list: ListName, id: string): number | null {
  if (!rowsOf(dossier, list).some((row) => rowId(row) === id)) return null;
  // What a subject lacks in law or requests is asked for in those sections.
  const own = ({ path }: Missing) => path.split(".").includes(id) && !/\.(legalBasis|requestedActions)$/.test(path);
  return missing.filter((item) => item.severity === "blocks" && own(item)).length;
}

const NOTHING: readonly Missing[] = [];

function useProblem(missing: readonly Missing[]): Editor["problem"] {
  const t = useTranslations("domain.missing");
  return useMemo(() => {
    const texts = new Map<string, string>();
    for (const { path, messageKey, severity } of missing) {
      if (severity === "blocks" && !texts.has(path)) texts.set(path, t(messageKey));
    }
    return (path: string) => texts.get(path);
  }, [missing, t]);
}

function useRemove(draft: EditedDraft): Editor["remove"] {
  const toast = useToast();
  const t = useTranslations("write.rows");
  return useCallback(
    (list, id, name) => {
      const removal = planRemoval(draft.snapshot().state.dossier, list, id);
      draft.change({ type: "remove", removal });
      toast(t("removed", { name }), { label: t("undo"), run: () => draft.change({ type: "restore", removal }) });
    },
    [draft, toast, t],
  );
}
