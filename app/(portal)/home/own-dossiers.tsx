"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { listOwnDossiers, loadDraft } from "@/lib/client/edit-draft";
import { openDossier } from "@/lib/client/open-dossier";
import { contentSchema } from "@/lib/domain/dossier";
import type { BrowserClient } from "@/lib/client/browser-client";
import type { OwnDossier } from "@/lib/crypto/api";
import { LinkButton, Waiting } from "@/lib/ui";
import { useMember } from "../../session/session";
import css from "./home.module.css";

const SHOWN_ROWS = 5;
type Row = { dossierId: string; title: string; state: string | null };

async function describe(client: BrowserClient, own: OwnDossier): Promise<Row> {
  const titleIn = (content: unknown) => {
    const parsed = contentSchema.safeParse(content);
    return parsed.success ? parsed.data.caseHeader.workingTitle : "";
  };
  if (own.q === null) {
    const draft = await loadDraft(client, own.dossierId);
    return { dossierId: own.dossierId, title: draft.ok ? titleIn(draft.value.plain?.content) : "", state: null };
  }
  const opened = await openDossier(client, own.dossierId);
  if (!opened.ok) return { dossierId: own.dossierId, title: "", state: null };
  const { versions, intake } = opened.value;
  return { dossierId: own.dossierId, title: titleIn(versions.at(-1)?.content), state: intake.state };
}

export function OwnDossiers() {
  const t = useTranslations("home");
  const states = useTranslations("domain.intakeState");
  const { client } = useMember();
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  useEffect(() => {
    const read = async () => {
      const own = (await listOwnDossiers(client)).filter((dossier) => !dossier.gone);
      setRows(await Promise.all(own.slice(-SHOWN_ROWS).reverse().map((dossier) => describe(client, dossier))));
    };
    void read().catch(() => setRows([]));
  }, [client]);
  if (rows === null) return <Waiting label={t("loading")} />;
  return (
    <section className={css["section"]}>
      <h2>{t("writeTitle")}</h2>
      {rows.length === 0 && <p className={css["lead"]}>{t("writeEmpty")}</p>}
      {rows.length > 0 && (
        <ul className={css["list"]}>
          {rows.map((row) => (
            <li key={row.dossierId} className={css["item"]}>
              <Link className={css["title"]} href={row.state === null ? `/write?d=${row.dossierId}` : `/dossier?d=${row.dossierId}`}>
                <bdi>{row.title === "" ? t("untitled") : row.title}</bdi>
              </Link>
              <span className={css["meta"]}>
                {row.state === null ? t("draft") : states(row.state as Parameters<typeof states>[0])}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className={css["actions"]}>
        <LinkButton href="/write" variant={rows.length === 0 ? "primary" : "quiet"} icon="pen">
          {rows.length === 0 ? t("writeNew") : t("writeOpen")}
        </LinkButton>
      </div>
    </section>
  );
}
