"use client";

import { useTranslations } from "use-intl";
import { Audience } from "@/lib/ui";

export type Reader = "organisation" | "coordinators" | "reviewers" | "package";

/** The who-can-read mark in the coalition's own words; the same in the form, the view and the package. */
export function WhoReads({ readers }: { readonly readers: readonly Reader[] }) {
  const t = useTranslations("readers");
  const reads = (reader: Reader) => readers.includes(reader);
  return (
    <Audience
      label={t("label")}
      circles={[
        { id: "organisation", label: t("organisation"), icon: "person", reads: reads("organisation") },
        { id: "coordinators", label: t("coordinators"), icon: "people", reads: reads("coordinators") },
        { id: "reviewers", label: t("reviewers"), icon: "eye", reads: reads("reviewers") },
        { id: "package", label: t("package"), icon: "package", reads: reads("package") },
      ]}
    />
  );
}
