"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import type { DossierView } from "@/lib/crypto/api";
import { contentSchema } from "@/lib/domain/dossier";
import type { IntakeState } from "@/lib/domain/lifecycle";
import { Icon, LinkButton, Notice, PageHead, Panel, Stack, StateMark, When } from "@/lib/ui";
import { useLabel } from "../fields/labels";
import { textOfLastMove } from "./feedback";
import { INTAKE_TONES } from "./intake-tones";
import { daysSince, LONG_WAIT_DAYS } from "./waiting-days";
import css from "./submit.module.css";

/** A dossier that is with the coalition: where it stands, who waits for whom, and the receipt. */
export function WithCoalition({ view }: { readonly view: DossierView }) {
  const t = useTranslations("write.withCoalition");
  const label = useLabel();
  const state = view.intake.state as IntakeState;
  const content = contentSchema.safeParse(view.versions.at(-1)?.content);
  const title = content.success ? content.data.caseHeader.workingTitle : "";
  return (
    <>
      <PageHead
        title={title}
        above={
          <Link href="/write" className={css["back"]}>
            <Icon name="back" size={16} />
            {t("toList")}
          </Link>
        }
        actions={<StateMark tone={INTAKE_TONES[state]}>{label("intakeState", state)}</StateMark>}
      />
      <Stack>
        <WhatNow view={view} state={state} />
        <Receipt view={view} />
        <div>
          <LinkButton href={`/dossier?d=${view.dossierId}`} variant="primary" icon="document">
            {t("read")}
          </LinkButton>
        </div>
      </Stack>
    </>
  );
}

function WhatNow({ view, state }: { readonly view: DossierView; readonly state: IntakeState }) {
  const t = useTranslations("write.withCoalition");
  const { text, move } = textOfLastMove(view);
  const waits = state === "submitted" || state === "resubmitted";
  const days = move === null ? 0 : daysSince(move.day, new Date());
  return (
    <>
      <Notice tone={state === "not-admitted" || state === "rejected" ? "error" : "info"} title={t(`${state}.title`)}>
        <p>{t(`${state}.next`)}</p>
        {!waits && text !== "" && (
          <p className="narrative" dir="auto">
            {text}
          </p>
        )}
      </Notice>
      {waits && days > LONG_WAIT_DAYS && (
        <Notice tone="warn" title={t("longTitle", { days })}>
          {t("long")}
        </Notice>
      )}
    </>
  );
}

/** The admitting move is a coordinator's signature over exactly this version. */
function Receipt({ view }: { readonly view: DossierView }) {
  const t = useTranslations("write.withCoalition");
  const admitting = view.intake.moves.filter((move) => move.to === "screening" && ["submitted", "resubmitted"].includes(move.from ?? ""));
  const last = admitting.at(-1);
  const version = last === undefined ? undefined : view.versions.find(({ q }) => q === last.q);
  if (last === undefined || version === undefined) return null;
  return (
    <Panel title={t("receiptTitle")}>
      <p>
        {t("receipt", { version: version.q + 1, handle: last.by?.handle ?? t("unknownCoordinator") })}{" "}
        <When at={new Date(`${last.day}T00:00:00Z`)} dayOnly />
      </p>
      <p>
        {t("fingerprint")} <code className={css["fingerprint"]}>{version.hash}</code>
      </p>
    </Panel>
  );
}
