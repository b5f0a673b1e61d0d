"use client";

import { useTranslations } from "use-intl";
import type { LogEvent, LogView } from "@/lib/crypto/api";
import { Disclosure, Table } from "@/lib/ui";
import css from "./people.module.css";

export function LogHistory({ log }: { readonly log: LogView | null }) {
  const t = useTranslations("people");
  const audiences = useTranslations("domain.audience");
  if (log === null) return null;
  const handles = new Map(log.members.map((member) => [member.userId, member.handle]));
  const nameOf = (userId: string) => handles.get(userId) ?? userId.slice(0, 8);
  const whatOf = ({ type, detail }: LogEvent): string => {
    const { userId, role, reason, audience } = detail;
    const parts = [t(`events.${type}`), userId && nameOf(userId), role && t(`roles.${role}`), audience && audiences(audience as "us"), reason];
    return parts.filter(Boolean).join(" · ");
  };
  return (
    <Disclosure summary={t("history")}>
      <div className={css["section"]}>
        <p className={css["lead"]}>{t("historyLead")}</p>
        <Table<LogEvent>
          caption={t("history")}
          captionHidden
          rows={[...log.events].reverse()}
          rowKey={(row) => String(row.seq)}
          columns={[
            { id: "seq", head: t("entry"), cell: (row) => row.seq, numeric: true },
            { id: "what", head: t("what"), cell: whatOf },
            { id: "by", head: t("by"), cell: (row) => nameOf(row.by) },
          ]}
        />
        <p className={css["link"]}>
          {t("historyHead", { seq: log.head.seq })}: {log.head.hash}
        </p>
      </div>
    </Disclosure>
  );
}
