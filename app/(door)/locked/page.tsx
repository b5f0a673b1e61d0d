"use client";

import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "@/app/session/session";
import { LinkButton, Progress } from "@/lib/ui";
import css from "../door.module.css";

export default function LockedPage() {
  const t = useTranslations("door.locked");
  return (
    <div className={css["stack"]}>
      <h1>{t("title")}</h1>
      <p className={css["lead"]}>{t("lead")}</p>
      <StillSending />
      <div className={css["row"]}>
        <LinkButton href="/sign-in" variant="primary" icon="lock">
          {t("unlock")}
        </LinkButton>
      </div>
    </div>
  );
}

/** How many files are still sent and how far they are: no name, since nobody has shown who they are. */
function StillSending() {
  const t = useTranslations("door.locked");
  const { uploads } = useSession();
  const views = useSyncExternalStore(uploads.subscribe, uploads.snapshot, uploads.snapshot);
  const inFlight = views.filter(({ state }) => state === "running" || state === "offline");
  const sent = views.filter(({ state }) => state === "sent").length;
  const waiting = views.filter(({ state }) => state === "queued" || state === "paused").length;
  const sum = (of: (view: (typeof views)[number]) => number) => inFlight.reduce((total, view) => total + of(view), 0);
  if (inFlight.length + sent + waiting === 0) return null;
  return (
    <div className={css["sending"]}>
      {inFlight.length > 0 && (
        <Progress
          label={t("sending", { count: inFlight.length })}
          doneBytes={sum((view) => view.sentBytes)}
          totalBytes={sum((view) => view.totalBytes)}
          bytesPerSecond={sum((view) => view.bytesPerSecond)}
          state={inFlight.every(({ state }) => state === "offline") ? "waiting" : "running"}
        />
      )}
      <p className={css["note"]} role="status">
        {sent > 0 && t("sent", { count: sent })} {waiting > 0 && t("waiting", { count: waiting })} {t("stay")}
      </p>
    </div>
  );
}
