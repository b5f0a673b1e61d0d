"use client";

import { useTranslations } from "use-intl";
import { trackOpenedSchema } from "@/lib/domain/move-texts";
import { subjectName } from "@/lib/client/summarise-dossier";
import type { Content } from "@/lib/domain/dossier";

/** "Subject · Authority" from a track's opening payload. */
export function useTrackName(content: Content | null): (opening: unknown) => string {
  const t = useTranslations("dossier");
  const authority = useTranslations("domain.authority");
  return (opening) => {
    const opened = trackOpenedSchema.safeParse(opening);
    if (!opened.success) return t("sealedText");
    const subject = content?.subjects.find(({ subjectId }) => subjectId === opened.data.subjectId);
    return t("trackFor", { subject: subjectName(subject), authority: authority(opened.data.authority) });
  };
}
