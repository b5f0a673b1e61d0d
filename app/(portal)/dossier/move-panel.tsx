"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { intakeStateSchema, mayMove, nextIntakeMoves, type Actor, type IntakeRule } from "@/lib/domain/lifecycle";
import { internalSchema, intakeSharedSchema } from "@/lib/domain/move-texts";
import type { Content } from "@/lib/domain/dossier";
import type { DossierView, Role } from "@/lib/crypto/api";
import { Button } from "@/lib/ui";
import { INTAKE_TRACK_HEX } from "@/lib/format/records";
import { MoveDialog } from "./move-dialog";
import { summariseDossier } from "@/lib/client/summarise-dossier";
import { actorOf } from "./actor";
import css from "./dossier.module.css";

export type MoveProps = {
  readonly view: DossierView;
  readonly content: Content;
  readonly role: Role | null;
  readonly onMoved: (view: DossierView) => void;
  readonly onRaced: () => Promise<void>;
};

/** Steps of the intake track that are this reader's to make. New versions are made on the writing page. */
function rulesFor(view: DossierView, actor: Actor | null): IntakeRule[] {
  const state = intakeStateSchema.safeParse(view.intake.state);
  if (!state.success || actor === null) return [];
  return nextIntakeMoves(state.data).filter((rule) => mayMove(actor, rule.who) && !rule.newVersion);
}

export function MovePanel({ view, content, role, onMoved, onRaced }: MoveProps) {
  const t = useTranslations("dossier");
  const names = useTranslations("domain.intakeMove");
  const [rule, setRule] = useState<IntakeRule | null>(null);
  const rules = rulesFor(view, actorOf(view, role));
  const forged = view.versions.at(-1)?.tagValid === false;
  if (rules.length === 0) return null;
  return (
    <section className={css["actions"]} aria-label={t("moves")}>
      {rules.map((choice) => (
        <Button
          key={choice.to}
          variant={choice.admits || choice.to === "accepted" ? "primary" : "quiet"}
          disabled={choice.admits && forged}
          onClick={() => setRule(choice)}
        >
          {names(choice.admits ? "admit" : choice.to)}
        </Button>
      ))}
      {rule !== null && (
        <MoveDialog
          title={names(rule.admits ? "admit" : rule.to)}
          wanted={{
            dossierId: view.dossierId,
            trackId: INTAKE_TRACK_HEX,
            to: rule.to,
            ...(rule.admits ? { summary: summariseDossier(content, view) } : {}),
          }}
          shared={rule.text === "s" || rule.text === "both" ? intakeSharedSchema(rule.to) : null}
          internal={rule.text === "none" || rule.who === "O" ? null : { schema: internalSchema(rule.to), required: rule.text !== "s" }}
          onClose={() => setRule(null)}
          onMoved={onMoved}
          onRaced={onRaced}
        />
      )}
    </section>
  );
}
