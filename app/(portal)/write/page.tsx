"use client";

import { Suspense } from "react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { Waiting } from "@/lib/ui";
import { DossierList } from "./list/dossier-list";
import { Writing } from "./editor/writing";

const DOSSIER_ID = /^[0-9a-f]{32}$/;

function WriteByAddress() {
  const dossierId = useSearchParams().get("d");
  if (dossierId === null || !DOSSIER_ID.test(dossierId)) return <DossierList />;
  return <Writing key={dossierId} dossierId={dossierId} />;
}

export default function WritePage() {
  const t = useTranslations("write");
  return (
    <Suspense fallback={<Waiting label={t("opening")} />}>
      <WriteByAddress />
    </Suspense>
  );
}
