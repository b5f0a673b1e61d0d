"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { rewrittenChains } from "@/lib/domain/custody";
import type { Content, Evidence, Thumbnail } from "@/lib/domain/dossier";
import type { PublicFile } from "@/lib/crypto/api";
import { EvidenceError } from "@/lib/client/download-evidence";
import { saveEvidence } from "@/lib/client/save-evidence";
import { Button, Notice, useFormatBytes, useToast } from "@/lib/ui";
import { useMember } from "../../session/session";
import { FileThumbnail } from "../thumbnail";
import { CustodyChain } from "./custody-chain";
import { CustodyNotices } from "./custody-notices";
import { EvidenceFacts } from "./evidence-facts";
import { Prose, Section, Words } from "./section-parts";
import { useCustody, type CustodyRead } from "./use-custody";
import { PreviewDialog } from "./preview-dialog";
import css from "./dossier.module.css";

type EvidenceSectionProps = {
  readonly dossierId: string;
  readonly content: Content;
  /** The version before this one, where the reader has it. */
  readonly earlier: Content | null;
  readonly files: readonly PublicFile[];
  readonly mine: boolean;
};

export function EvidenceSection({ dossierId, content, earlier, files, mine }: EvidenceSectionProps) {
  const sections = useTranslations("domain.section");
  const custody = useCustody(dossierId);
  const seen = useSeen(custody, files, mine);
  const rewritten = earlier === null ? [] : rewrittenChains(earlier, content);
  return (
    <Section title={sections("evidence")} empty={content.evidence.length === 0}>
      <CustodyNotices custody={custody} />
      {content.evidence.map((evidence) => (
        <EvidenceEntry
          key={evidence.id}
          {...{ dossierId, content, evidence, custody, seen }}
          files={files.filter((file) => evidence.fileIds.includes(file.fid))}
          rewritten={rewritten.includes(evidence.id)}
        />
      ))}
    </Section>
  );
}

type EntryProps = {
  readonly dossierId: string;
  readonly content: Content;
  readonly evidence: Evidence;
  readonly files: readonly PublicFile[];
  readonly custody: CustodyRead;
  readonly rewritten: boolean;
  /** Ids of the files that this reader has looked at. */
  readonly seen: ReadonlySet<string>;
};

/** What was seen is in the log: of another's dossier a small picture is shown only where its whole was looked at. */
function useSeen({ view }: CustodyRead, files: readonly PublicFile[], mine: boolean): ReadonlySet<string> {
  const { member } = useMember();
  if (mine) return new Set(files.map(({ fid }) => fid));
  const own = (view?.entries ?? []).filter(({ by }) => by.userId === member.userId);
  return new Set(own.flatMap(({ what }) => (typeof what === "string" ? [] : what.files.map(({ fid }) => fid))));
}

function EvidenceEntry({ dossierId, content, evidence, files, custody, rewritten, seen }: EntryProps) {
  const types = useTranslations("domain.evidenceType");
  return (
    <article className={css["entry"]}>
      <h3>
        <Words text={evidence.title} />
        {evidence.type !== "" && <span className={css["meta"]}> {types(evidence.type)}</span>}
      </h3>
      {evidence.whatItShows !== "" && <Prose text={evidence.whatItShows} />}
      <EvidenceFacts content={content} evidence={evidence} />
      {files.map((file) => (
        <FileRow
          key={file.fid}
          dossierId={dossierId}
          file={file}
          thumbnail={seen.has(file.fid) ? content.thumbnails.find(({ fid }) => fid === file.fid) : undefined}
          onRecorded={custody.reload}
        />
      ))}
      <CustodyChain {...{ evidence, content, files, rewritten }} view={custody.view} />
    </article>
  );
}

type FileRowProps = {
  readonly dossierId: string;
  readonly file: PublicFile;
  readonly thumbnail: Thumbnail | undefined;
  readonly onRecorded: () => void;
};

function FileRow({ dossierId, file, thumbnail, onRecorded }: FileRowProps) {
  const t = useTranslations("dossier");
  const formatBytes = useFormatBytes();
  const toast = useToast();
  const { client } = useMember();
  const [looking, setLooking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const close = () => {
    setLooking(false);
    onRecorded();
  };

  async function save(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      if (await saveEvidence(client, dossierId, file)) toast(t("downloaded", { name: file.name }));
    } catch (error) {
      setProblem(t(error instanceof EvidenceError ? error.code : "unreachable", { name: file.name }));
    } finally {
      setBusy(false);
      onRecorded();
    }
  }

  return (
    <div className={css["file"]}>
      <FileThumbnail thumbnail={thumbnail} />
      <div className={css["fileWords"]}>
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
      {looking && <PreviewDialog dossierId={dossierId} file={file} onClose={close} />}
    </div>
  );
}
