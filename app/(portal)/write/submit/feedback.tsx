"use client";

import { useTranslations } from "use-intl";
import type { DossierView, OpenedMove } from "@/lib/crypto/api";
import { plainTextSchema } from "@/lib/domain/move-texts";
import { Notice, When } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";

/** The reasons of the move that brought the dossier where it is; "" when there are none or they can't be read. */
export function textOfLastMove(view: DossierView): { readonly text: string; readonly move: OpenedMove | null } {
  const move = view.intake.moves.at(-1) ?? null;
  const parsed = plainTextSchema.loose().safeParse(move?.shared);
  return { text: parsed.success ? parsed.data.text : "", move };
}

/** What reviewers ask for, above every section of the new version. */
export function Feedback() {
  const t = useTranslations("write.feedback");
  const { view } = useEditor();
  if (view === null) return null;
  const { text, move } = textOfLastMove(view);
  return (
    <Notice tone="warn" title={t("title")}>
      {move !== null && (
        <p>
          <When at={new Date(`${move.day}T00:00:00Z`)} dayOnly />
        </p>
      )}
      <p className="narrative" dir="auto">
        {text === "" ? t("unreadable") : text}
      </p>
      <p>{t("lead")}</p>
    </Notice>
  );
}
