"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { BrowserClient } from "@/lib/client/browser-client";
import { prepareDossier, type PreparedDossier } from "@/lib/client/make-package";
import { readBoard } from "@/lib/client/open-dossier";
import { ok, type Result } from "@/lib/shared/result";
import { AUDIENCES, type Audience, type Naming, type Recipe } from "@/lib/domain/package-recipe";
import { Button, Checkbox, EmptyState, Notice, RadioGroup, Select, TextField, Waiting } from "@/lib/ui";
import { codeOfError } from "../../session/error-text";
import { useMember } from "../../session/session";
import { useRead } from "../../session/use-read";
import { boardRows, type BoardRow } from "../board/board-query";
import { StateBadge } from "../board/board-parts";
import { useFaultText } from "./fault-text";
import css from "./packages.module.css";

async function readReadyDossiers(client: BrowserClient): Promise<Result<readonly BoardRow[]>> {
  const got = await readBoard(client);
  return got.ok ? ok(boardRows(got.value, Date.now()).filter((row) => row.intake === "accepted" && row.summary !== null)) : got;
}

type ChooseStepProps = { readonly onPrepared: (recipe: Recipe, prepared: readonly PreparedDossier[]) => void };

export function ChooseStep({ onPrepared }: ChooseStepProps) {
  const t = useTranslations("packages");
  const { value: rows, error } = useRead(readReadyDossiers);
  if (error !== null) return <Notice tone="error">{error}</Notice>;
  if (rows === null) return <Waiting label={t("title")} />;
  if (rows.length === 0) return <EmptyState title={t("noDossiersTitle")}>{t("noDossiers")}</EmptyState>;
  return <ChooseForm rows={rows} onPrepared={onPrepared} />;
}

function usePrepare(rows: readonly BoardRow[], onPrepared: ChooseStepProps["onPrepared"]) {
  const t = useTranslations("packages");
  const { client } = useMember();
  const faultText = useFaultText();
  const [opening, setOpening] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function prepare(recipe: Recipe, chosen: ReadonlySet<string>, reason: string): Promise<void> {
    if (chosen.size === 0) { setProblem(t("chooseOne")); return; }
    if (recipe.naming === "named" && reason.trim() === "") { setProblem(t("reasonMissing")); return; }
    setProblem(null);
    const prepared: PreparedDossier[] = [];
    for (const row of rows.filter(({ dossierId }) => chosen.has(dossierId))) {
      const title = row.summary?.title ?? "";
      setOpening(title);
      const one = await prepareDossier(client, row.dossierId, recipe, reason.trim()).catch((thrown: unknown) => ({
        ok: false as const,
        code: codeOfError(thrown),
      }));
      if (!one.ok) {
        setOpening(null);
        setProblem(faultText(one.code, { title })); return;
      }
      prepared.push(one.value);
    }
    setOpening(null);
    onPrepared(recipe, prepared);
  }
  return { prepare, opening, problem };
}

function ChooseForm({ rows, onPrepared }: ChooseStepProps & { readonly rows: readonly BoardRow[] }) {
  const t = useTranslations("packages");
  const audiences = useTranslations("domain.audience");
  const { prepare, opening, problem } = usePrepare(rows, onPrepared);
  const [audience, setAudience] = useState<Audience>("us");
  const [naming, setNaming] = useState<Naming>("redacted");
  const [reason, setReason] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (dossierId: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(dossierId);
    else next.delete(dossierId);
    setChosen(next);
  };
  return (
    <div className={css["form"]}>
      <Select label={t("audience")} value={audience} onChange={setAudience} options={AUDIENCES.map((id) => ({ value: id, label: audiences(id) }))} />
      <RadioGroup
        label={t("naming")}
        value={naming}
        onChange={setNaming}
        options={[
          { value: "redacted", label: t("redacted") },
          { value: "named", label: t("named") },
        ]}
      />
      {naming === "named" && <TextField label={t("reason")} hint={t("reasonHint")} value={reason} onChange={setReason} />}
      <fieldset className={css["section"]}>
        <legend>{t("dossiers")}</legend>
        <ul className={css["list"]}>
          {rows.map((row) => (
            <li key={row.dossierId} className={css["actions"]}>
              <Checkbox label={row.summary?.title ?? ""} checked={chosen.has(row.dossierId)} onChange={(on) => toggle(row.dossierId, on)} />
              <StateBadge state={row.headline} />
            </li>
          ))}
        </ul>
      </fieldset>
      {problem !== null && (
        <Notice tone="error" live>
          {problem}
        </Notice>
      )}
      {opening !== null && <Waiting label={t("checking", { title: opening })} />}
      <div className={css["actions"]}>
        <Button variant="primary" busy={opening !== null} onClick={() => void prepare({ audience, naming }, chosen, reason)}>
          {t("check")}
        </Button>
      </div>
    </div>
  );
}
