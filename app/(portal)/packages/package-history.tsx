"use client";

import { useTranslations } from "use-intl";
import type { LogView } from "@/lib/crypto/api";
import { EmptyState, Table } from "@/lib/ui";
import { coalitionLog, useMember } from "../../session/session";
import css from "./packages.module.css";

type Row = { packageId: string; by: string; audience: string; manifestHash: string | null };

/** Two entries make one package: the first before its first byte, the second before it is whole. */
function packagesOf(log: LogView | null): Row[] {
  if (log === null) return [];
  const handles = new Map(log.members.map(({ userId, handle }) => [userId, handle]));
  const rows = new Map<string, Row>();
  for (const { type, by, detail } of log.events) {
    if ((type !== "package-started" && type !== "package-sealed") || detail.packageId === undefined) continue;
    const known = rows.get(detail.packageId) ?? { packageId: detail.packageId, by: handles.get(by) ?? "", audience: "", manifestHash: null };
    rows.set(detail.packageId, {
      ...known,
      audience: detail.audience ?? known.audience,
      manifestHash: detail.manifestHash ?? known.manifestHash,
    });
  }
  return [...rows.values()].reverse();
}

export function PackageHistory() {
  const t = useTranslations("packages");
  const audiences = useTranslations("domain.audience");
  const { member } = useMember();
  const rows = packagesOf(coalitionLog(member));
  return (
    <section className={css["section"]}>
      {rows.length === 0 ? (
        <EmptyState title={t("historyTitle")}>{t("historyEmpty")}</EmptyState>
      ) : (
        <Table<Row>
          caption={t("historyTitle")}
          rows={rows}
          rowKey={(row) => row.packageId}
          columns={[
            { id: "package", head: t("packageId"), cell: (row) => <span className={css["hash"]}>{row.packageId.slice(0, 8)}</span> },
            { id: "for", head: t("for"), cell: (row) => (audiences.has(row.audience as "us") ? audiences(row.audience as "us") : row.audience) },
            { id: "by", head: t("by"), cell: (row) => row.by },
            { id: "manifest", head: t("manifestHash"), cell: (row) => <span className={css["hash"]}>{row.manifestHash ?? t("started")}</span> },
          ]}
        />
      )}
    </section>
  );
}
