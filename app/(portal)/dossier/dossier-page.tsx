"use client";

import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { openDossier } from "@/lib/client/open-dossier";
import { contentSchema, type Content } from "@/lib/domain/dossier";
import type { DossierView, OpenedVersion } from "@/lib/crypto/api";
import { Notice, Tabs, Waiting } from "@/lib/ui";
import { codeOfError, useErrorText } from "../../session/error-text";
import { coalitionLog, useMember } from "../../session/session";
import { ContentView } from "./content-view";
import { DossierHead } from "./dossier-head";
import { ShowHiddenWords, useHiddenWords } from "./hidden-words";
import { History } from "./history";
import { IdentityPanel } from "./identity-panel";
import { MovePanel } from "./move-panel";
import { Tracks } from "./tracks";
import css from "./dossier.module.css";

type Loaded = { view: DossierView | null; error: string | null; reload: () => Promise<void>; show: (view: DossierView) => void };

function useDossier(dossierId: string): Loaded {
  const { client } = useMember();
  const errorText = useErrorText();
  const [view, setView] = useState<DossierView | null>(null);
  const [error, setError] = useState<string | null>(null);
  const reload = useCallback(async () => {
    const code = await openDossier(client, dossierId).then((opened) => {
      if (opened.ok) setView(opened.value);
      return opened.ok ? null : opened.code;
    }, codeOfError);
    setError(code === null ? null : errorText(code));
  }, [client, dossierId, errorText]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { view, error, reload, show: setView };
}

/** The newest version that this reader has, as the domain knows it; null when it does not fit the schema. */
function readContent(version: OpenedVersion | undefined): Content | null {
  const parsed = contentSchema.safeParse(version?.content);
  return parsed.success ? parsed.data : null;
}

export function DossierPage({ dossierId }: { readonly dossierId: string }) {
  const t = useTranslations("dossier");
  const { view, error, reload, show } = useDossier(dossierId);
  if (view === null) return error === null ? <Waiting label={t("loading")} /> : <Notice tone="error">{error}</Notice>;
  return <Opened view={view} error={error} reload={reload} show={show} />;
}

type OpenedProps = { readonly view: DossierView } & Omit<Loaded, "view">;

function Opened({ view, error, reload, show }: OpenedProps) {
  const t = useTranslations("dossier");
  const { member } = useMember();
  const [tab, setTab] = useState<"content" | "tracks" | "history">("content");
  const version = view.versions.at(-1);
  const content = readContent(version);
  const role = coalitionLog(member)?.myRole ?? null;
  const { masks, onSources } = useHiddenWords(version, view.mine);
  return (
    <div className={css["page"]}>
      {error !== null && <Notice tone="error">{error}</Notice>}
      <DossierHead view={view} version={version} content={content} coordinates={role === "coordinator"} />
      {content !== null && <MovePanel view={view} content={content} role={role} onMoved={show} onRaced={reload} />}
      <Tabs
        label={t("loading")}
        current={tab}
        onChange={setTab}
        tabs={[
          { id: "content", label: t("tabs.content") },
          { id: "tracks", label: t("tabs.tracks") },
          { id: "history", label: t("tabs.history") },
        ]}
      >
        {tab === "content" && content !== null && version !== undefined && (
          <div className={css["body"]}>
            <ShowHiddenWords masks={masks} mine={view.mine}>
              <ContentView dossierId={view.dossierId} content={content} earlier={readContent(view.versions.at(-2))} files={version.files} mine={view.mine} />
            </ShowHiddenWords>
            {(role === "coordinator" || view.mine) && <IdentityPanel dossierId={view.dossierId} version={version} mine={view.mine} onSources={onSources} />}
          </div>
        )}
        {tab === "content" && content === null && <Notice tone="warn">{t("unreadable")}</Notice>}
        {tab === "tracks" && content !== null && <Tracks view={view} content={content} role={role} onMoved={show} onRaced={reload} />}
        {tab === "history" && <History view={view} content={content} />}
      </Tabs>
    </div>
  );
}
