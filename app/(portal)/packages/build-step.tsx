"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { makePackage, type MadePackage, type PreparedDossier } from "@/lib/client/make-package";
import { openPackageSink } from "@/lib/client/package-sink";
import type { PackageProgress } from "@/lib/client/package/package-input";
import { filesOf, type Recipe } from "@/lib/domain/package-recipe";
import { Button, KeyValue, Notice, Progress, useFormatBytes } from "@/lib/ui";
import { codeOfError } from "../../session/error-text";
import { useMember } from "../../session/session";
import { useFaultText } from "./fault-text";
import css from "./packages.module.css";

type BuildStepProps = {
  readonly recipe: Recipe;
  readonly prepared: readonly PreparedDossier[];
  readonly onBack: () => void;
  readonly onMade: (made: MadePackage) => void;
};

/** Neutral: says neither whose nor whom. */
function packageFileName(): string {
  return `package-${new Date().toISOString().slice(0, 10)}.zip`;
}

function useBuild({ recipe, prepared, onMade }: BuildStepProps) {
  const t = useTranslations("packages");
  const { client, session } = useMember();
  const faultText = useFaultText();
  const [progress, setProgress] = useState<PackageProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function build(): Promise<void> {
    setProblem(null);
    const sink = await openPackageSink(packageFileName());
    if (sink === null) { setProblem(t("cancelled")); return; }
    setProgress({ member: "", writtenBytes: 0, totalBytes: 1 });
    const made = await makePackage(client, prepared, recipe, sink.stream, setProgress).catch((thrown: unknown) => ({
      ok: false as const,
      code: codeOfError(thrown),
      exhibit: null,
    }));
    setProgress(null);
    if (made.ok) {
      await sink.release();
      await session.refresh();
      onMade(made.value);
      return;
    }
    await sink.discard();
    setProblem(faultText(made.code, { exhibit: made.exhibit ?? "" }));
  }
  return { build, progress, problem };
}

export function BuildStep(props: BuildStepProps) {
  const t = useTranslations("packages");
  const { build, progress, problem } = useBuild(props);
  return (
    <section className={css["form"]}>
      <h2>{t("checkTitle")}</h2>
      {props.prepared.map((dossier) => (
        <PreparedPanel key={dossier.dossierId} dossier={dossier} />
      ))}
      <Notice tone="warn">{t("warning")}</Notice>
      {problem !== null && (
        <Notice tone="error" live>
          {problem}
        </Notice>
      )}
      {progress !== null && <Progress label={t("building")} doneBytes={progress.writtenBytes} totalBytes={progress.totalBytes} detail={progress.member} />}
      <div className={css["actions"]}>
        <Button onClick={props.onBack} disabled={progress !== null}>
          {t("back")}
        </Button>
        <Button variant="primary" icon="package" busy={progress !== null} onClick={() => void build()}>
          {t("build")}
        </Button>
      </div>
    </section>
  );
}

function PreparedPanel({ dossier }: { readonly dossier: PreparedDossier }) {
  const t = useTranslations("packages");
  const what = useTranslations("domain.withheldWhat");
  const reasons = useTranslations("domain.withheldReason");
  const formatBytes = useFormatBytes();
  const { memo } = dossier;
  const wanted = new Set(filesOf(memo));
  const bytes = dossier.files.filter(({ fid }) => wanted.has(fid)).reduce((sum, file) => sum + file.sizeBytes, 0);
  const submitter = memo.submittedBy;
  return (
    <article className={css["panel"]}>
      <h3>
        <bdi>{dossier.title}</bdi>
      </h3>
      <KeyValue
        pairs={[
          {
            id: "submitter",
            term: t("submitter"),
            value: submitter.kind === "named" ? t("submittedNamed", { name: submitter.organisationName }) : t("submittedRedacted"),
          },
          { id: "subjects", term: t("subjects"), value: <bdi>{memo.subjects.map((subject) => subject.names[0]?.full ?? "").join(" · ")}</bdi> },
          { id: "exhibits", term: t("exhibits"), value: memo.exhibits.map((exhibit) => `${exhibit.number} ${exhibit.title}`).join("; ") },
          { id: "size", term: t("size"), value: formatBytes(bytes) },
        ]}
      />
      <h4>{t("withheldTitle")}</h4>
      {dossier.withheld.length === 0 ? (
        <p className={css["meta"]}>{t("withheldNone")}</p>
      ) : (
        <ul>
          {dossier.withheld.map((held) => (
            <li key={`${held.what}-${held.id}`}>
              {what(held.what)}: {reasons(held.reason)}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
