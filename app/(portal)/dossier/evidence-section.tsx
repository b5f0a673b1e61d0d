"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Content, Evidence } from "@/lib/domain/dossier";
import type { PublicFile } from "@/lib/crypto/api";
import { EvidenceError } from "@/lib/client/download-evidence";
import { saveEvidence } from "@/lib/client/save-evidence";
import { Button, KeyValue, Notice, useFormatBytes, useToast } from "@/lib/ui";
import { useMember } from "../../session/session";
import { Prose, Section } from "./section-parts";
import { PreviewDialog } from "./preview-dialog";
import css from "./dossier.module.css";

type EvidenceSectionProps = { readonly dossierId: string; readonly content: Content; readonly files: readonly PublicFile[] };

export function EvidenceSection({ dossierId, content, files }: EvidenceSectionProps) {
  const sections = useTranslations("domain.section");
  return (
    <Section title={sections("evidence")} empty={content.evidence.length === 0}>
      {content.evidence.map((evidence) => (
        <EvidenceEntry
          key={evidence.id}
          dossierId={dossierId}
          evidence={evidence}
          files={files.filter((file) => evidence.fileIds.includes(file.fid))}
        />
      ))}
    </Section>
  );
}

type EntryProps = { readonly dossierId: string; readonly evidence: Evidence; readonly files: readonly PublicFile[] };

function EvidenceEntry({ dossierId, evidence, files }: EntryProps) {
  const t = useTranslations("dossier");
  const types = useTranslations("domain.evidenceType");
  const sources = useTranslations("domain.sourceClass");
  const sensitivities = useTranslations("domain.sensitivity");
  const pairs = [
    { id: "source", term: t("sourceClass"), value: evidence.sourceClass === "" ? "" : sources(evidence.sourceClass) },
    { id: "sensitivity", term: t("sensitivity"), value: evidence.sensitivity === "" ? "" : sensitivities(evidence.sensitivity) },
    { id: "captured", term: t("captured"), value: [evidence.capturedAt, evidence.captureUrl].filter((part) => part !== "").join(" · ") },
  ].filter((pair) => pair.value !== "");
  return (
    <article className={css["entry"]}>
      <h3>
        <bdi>{evidence.title}</bdi>
        {evidence.type !== "" && <span className={css["meta"]}> {types(evidence.type)}</span>}
      </h3>
      {evidence.whatItShows !== "" && <Prose text={evidence.whatItShows} />}
      {pairs.length > 0 && <KeyValue pairs={pairs.map((pair) => ({ ...pair, value: <bdi>{pair.value}</bdi> }))} />}
      {files.map((file) => (
        <FileRow key={file.fid} dossierId={dossierId} file={file} />
      ))}
    </article>
  );
}

function FileRow({ dossierId, file }: { readonly dossierId: string; readonly file: PublicFile }) {
  const t = useTranslations("dossier");
  const formatBytes = useFormatBytes();
  const toast = useToast();
  const { client } = useMember();
  const [looking, setLooking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function save(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      if (await saveEvidence(client, dossierId, file)) toast(t("downloaded", { name: file.name }));
    } catch (error) {
      const tampered = error instanceof EvidenceError && error.code === "tampered";
      setProblem(tampered ? t("tampered", { name: file.name }) : t("unreachable", { name: file.name }));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className={css["file"]}>
      <div>
        <bdi>{file.name}</bdi> <span className={css["meta"]}>{formatBytes(file.sizeBytes)}</span>
        <div className={css["hash"]}>
          {t("hash")}: {file.sha256}
        </div>
        {file.derivedFrom !== null && <div className={css["hash"]}>{t("derived", { hash: file.derivedFrom.sha256 })}</div>}
      </div>
      <div className={css["actions"]}>
        <Button icon="eye" onClick={() => setLooking(true)}>
          {t("look")}
        </Button>
        <Button icon="download" busy={busy} onClick={() => void save()}>
          {t("download")}
        </Button>
      </div>
      {problem !== null && (
        <Notice tone="error" live>
          {problem}
        </Notice>
      )}
      {looking && <PreviewDialog dossierId={dossierId} file={file} onClose={() => setLooking(false)} />}
    </div>
  );
}
