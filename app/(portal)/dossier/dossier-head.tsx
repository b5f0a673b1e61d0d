"use client";

import { useTranslations } from "use-intl";
import { headlineState, intakeStateSchema, trackStateSchema } from "@/lib/domain/lifecycle";
import type { Content } from "@/lib/domain/dossier";
import type { DossierView, OpenedVersion } from "@/lib/crypto/api";
import { LinkButton, Notice } from "@/lib/ui";
import { WhoReads, type Reader } from "../../who-reads";
import { StateBadge, useDayText } from "../board/board-parts";
import { daysSince } from "../board/board-query";
import { MaskedText } from "../masked-text";
import css from "./dossier.module.css";

const LONG_WAIT_DAYS = 3;

type HeadProps = {
  readonly view: DossierView;
  readonly version: OpenedVersion | undefined;
  readonly content: Content | null;
  readonly coordinates: boolean;
};

export function DossierHead({ view, version, content, coordinates }: HeadProps) {
  const t = useTranslations("dossier");
  const intake = intakeStateSchema.safeParse(view.intake.state);
  const tracks = view.tracks.flatMap((track) => trackStateSchema.safeParse(track.state).data ?? []);
  const readers: Reader[] = version?.admitted === true ? ["organisation", "coordinators", "reviewers"] : ["organisation", "coordinators"];
  return (
    <header className={css["head"]}>
      <LinkButton variant="plain" icon="back" href={view.mine ? "/write" : "/board"}>
        {view.mine ? t("toWrite") : t("toBoard")}
      </LinkButton>
      <h1 className={css["title"]}>
        <bdi>{content === null || content.caseHeader.workingTitle === "" ? t("untitled") : <MaskedText text={content.caseHeader.workingTitle} />}</bdi>
      </h1>
      <div className={css["marks"]}>
        {intake.success && <StateBadge state={headlineState(intake.data, tracks)} />}
        {version !== undefined && <span className={css["meta"]}>{t("version", { q: version.q + 1 })}</span>}
        <WhoReads readers={readers} />
      </div>
      {version !== undefined && !version.admitted && !view.mine && <p className={css["meta"]}>{t("unadmitted")}</p>}
      {coordinates && version?.tagValid === true && !version.admitted && <Notice tone="success">{t("tagGood")}</Notice>}
      {coordinates && version?.tagValid === false && <Notice tone="error">{t("tagBad")}</Notice>}
      {view.mine && <OwnState view={view} />}
    </header>
  );
}

/** For the organisation: where it stands, its receipt, and the feedback that waits for an answer. */
function OwnState({ view }: { readonly view: DossierView }) {
  const t = useTranslations("dossier");
  const dayText = useDayText();
  const last = view.intake.moves.at(-1);
  const admission = [...view.intake.moves].reverse().find((move) => move.to === "screening" && move.by !== null);
  if (last === undefined) return null;
  if (last.to === "submitted" || last.to === "resubmitted") {
    const long = daysSince(last.day, Date.now()) > LONG_WAIT_DAYS;
    return <Notice tone={long ? "warn" : "info"}>{long ? t("waitingLong") : t("waitingForAdmission")}</Notice>;
  }
  const feedback = last.to === "returned" ? textOf(last.shared) : null;
  return (
    <>
      {feedback !== null && (
        <Notice
          tone="warn"
          title={t("returnedTitle")}
          actions={
            <LinkButton variant="primary" icon="pen" href={`/write?d=${view.dossierId}`}>
              {t("answer")}
            </LinkButton>
          }
        >
          <p className="narrative">
            <bdi>{feedback}</bdi>
          </p>
        </Notice>
      )}
      {admission !== undefined && (
        <p className={css["meta"]}>
          {t("admitted", { by: admission.by?.handle ?? "", q: admission.q + 1, day: dayText(admission.day) })}
        </p>
      )}
    </>
  );
}

/** The reason in a move's payload, or "" when it has none that can be read. */
export function textOf(payload: unknown): string {
  if (typeof payload !== "object" || payload === null || !("text" in payload)) return "";
  return typeof payload.text === "string" ? payload.text : "";
}
