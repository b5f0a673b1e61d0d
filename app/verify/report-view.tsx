"use client";

import { useTranslations } from "use-intl";
import { groupFingerprint } from "@/lib/client/package/fingerprint";
import type { Report, ReportFault } from "@/lib/client/package/verify-package";
import { KeyValue, Notice, Table } from "@/lib/ui";
import css from "./verify.module.css";

type Manifest = NonNullable<Report["manifest"]>;

/** The verdict in words, what is wrong by name, and what a valid signature says of the package. */
export function ReportView({ report }: { readonly report: Report }) {
  const t = useTranslations("verify");
  return (
    <div className={css["report"]}>
      {report.whole ? (
        <Notice tone="success" title={t("verdict.whole")}>
          {t("verdict.wholeDetail")}
        </Notice>
      ) : (
        <Notice tone="error" title={t("verdict.broken")}>
          {t("verdict.brokenDetail")}
        </Notice>
      )}
      {report.faults.length > 0 && <Faults faults={report.faults} />}
      {report.manifest !== null && <ManifestView manifest={report.manifest} />}
    </div>
  );
}

function Faults({ faults }: { readonly faults: readonly ReportFault[] }) {
  const t = useTranslations("verify");
  return (
    <section aria-labelledby="faults">
      <h2 id="faults">{t("faults")}</h2>
      <ul>
        {faults.map((fault, i) => (
          <li key={i} className={css["wrap"]}>
            {t(`fault.${fault.code}`, { member: "member" in fault ? fault.member : "" })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ManifestView({ manifest }: { readonly manifest: Manifest }) {
  const t = useTranslations("verify");
  return (
    <>
      <section aria-labelledby="who">
        <h2 id="who">{t("who")}</h2>
        <p>{t("fingerprint")}</p>
        <p className={css["fingerprint"]}>{groupFingerprint(manifest.signer)}</p>
        <p>{t("compare")}</p>
      </section>
      <section aria-labelledby="about">
        <h2 id="about">{t("about")}</h2>
        <KeyValue
          pairs={[
            { id: "package", term: t("packageId"), value: <span className={css["hash"]}>{manifest.package_id}</span> },
            { id: "created", term: t("created"), value: manifest.created },
            { id: "audience", term: t("audience"), value: manifest.audience },
            { id: "recipe", term: t("recipe"), value: manifest.recipe },
          ]}
        />
      </section>
      <section aria-labelledby="left-out">
        <h2 id="left-out">{t("leftOut")}</h2>
        <ul>
          {manifest.redactions.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <Table<Manifest["members"][number]>
        caption={t("members")}
        rows={manifest.members}
        rowKey={({ name }) => name}
        columns={[
          { id: "name", head: t("memberName"), cell: ({ name }) => <span className={css["wrap"]}>{name}</span> },
          { id: "what", head: t("memberWhat"), cell: ({ what }) => what ?? "" },
          { id: "size", head: t("memberSize"), cell: ({ size }) => size, numeric: true },
          { id: "hash", head: t("memberHash"), cell: ({ sha256 }) => <span className={css["hash"]}>{sha256}</span> },
        ]}
      />
    </>
  );
}
