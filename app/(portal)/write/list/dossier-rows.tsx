"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { useErrorText } from "@/app/session/error-text";
import { Badge, StateMark, When } from "@/lib/ui";
import { useCountryName, useLabel } from "../fields/labels";
import { useUploads } from "../use-desk";
import { INTAKE_TONES } from "../submit/intake-tones";
import { daysSince, LONG_WAIT_DAYS } from "../submit/waiting-days";
import type { DossierRow } from "./use-own-dossiers";
import { AbsentDossiers } from "./absent-dossiers";
import css from "./list.module.css";

export function DossierRows({ rows, onChanged }: { readonly rows: readonly DossierRow[]; readonly onChanged: () => void }) {
  const t = useTranslations("write.list");
  const absent = rows.filter(isAbsent);
  const mine = rows.filter((row) => (row.state === null || row.state === "returned") && !isAbsent(row));
  const theirs = rows.filter((row) => row.state !== null && row.state !== "returned");
  return (
    <>
      {mine.length > 0 && <Group title={t("forYou")} rows={mine} />}
      {theirs.length > 0 && <Group title={t("withCoalition")} rows={theirs} />}
      {absent.length > 0 && <AbsentDossiers rows={absent} onRemoved={onChanged} />}
    </>
  );
}

/** Begun by the organisation, but the server has nothing of it: the line broke at that moment, or the server withholds it. */
function isAbsent(row: DossierRow): boolean {
  return row.state === null && row.failure === "not-found";
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly DossierRow[] }) {
  return (
    <section className={css["group"]}>
      <h2>{title}</h2>
      <ul className={css["rows"]}>
        {rows.map((row) => (
          <li key={row.dossierId} className={css["row"]}>
            <Row row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ row }: { readonly row: DossierRow }) {
  const t = useTranslations("write.list");
  const label = useLabel();
  const countryName = useCountryName();
  const errorText = useErrorText();
  const uploading = useUploads(row.dossierId).filter((upload) => upload.state !== "done" && upload.state !== "failed").length;
  return (
    <>
      <div className={css["words"]}>
        <Link href={`/write?d=${row.dossierId}`} className={css["title"]}>
          <bdi>{row.title.trim() === "" ? t("untitled") : row.title}</bdi>
        </Link>
        <p className={css["meta"]}>
          {row.failure === null ? <WhoWaits row={row} /> : errorText(row.failure)}
        </p>
      </div>
      <div className={css["marks"]}>
        {row.countries.map((code) => (
          <Badge key={code}>{countryName(code)}</Badge>
        ))}
        {row.subjects > 0 && <Badge icon="person">{t("subjects", { count: row.subjects })}</Badge>}
        {uploading > 0 && <Badge icon="upload">{t("uploading", { count: uploading })}</Badge>}
        {row.state === null ? (
          <StateMark tone="neutral">{t("draft")}</StateMark>
        ) : (
          <StateMark tone={INTAKE_TONES[row.state]}>{label("intakeState", row.state)}</StateMark>
        )}
      </div>
    </>
  );
}

/** In a sentence: whose turn it is, and since when. */
function WhoWaits({ row }: { readonly row: DossierRow }) {
  const t = useTranslations("write.list");
  if (row.state === null) return t("waits.draft");
  const waits = row.state === "submitted" || row.state === "resubmitted";
  const days = row.sinceDay === null ? 0 : daysSince(row.sinceDay, new Date());
  return (
    <>
      {t(`waits.${row.state}`)}
      {row.sinceDay !== null && (
        <>
          {" "}
          <When at={new Date(`${row.sinceDay}T00:00:00Z`)} dayOnly />
        </>
      )}
      {waits && days > LONG_WAIT_DAYS && <strong className={css["long"]}> {t("long", { days })}</strong>}
    </>
  );
}
