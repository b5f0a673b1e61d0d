"use client";

import { useSearchParams } from "next/navigation";
import { Suspense } from "react";
import { useTranslations } from "use-intl";
import { LinkButton, Notice, Waiting } from "@/lib/ui";
import { DossierPage } from "./dossier-page";

export default function Page() {
  const t = useTranslations("dossier");
  return (
    <Suspense fallback={<Waiting label={t("loading")} />}>
      <ChosenDossier />
    </Suspense>
  );
}

function ChosenDossier() {
  const t = useTranslations("dossier");
  const dossierId = useSearchParams().get("d") ?? "";
  if (!/^[0-9a-f]{32}$/.test(dossierId)) {
    return (
      <Notice tone="warn" actions={<LinkButton href="/home">{t("toBoard")}</LinkButton>}>
        {t("missingId")}
      </Notice>
    );
  }
  return <DossierPage key={dossierId} dossierId={dossierId} />;
}
