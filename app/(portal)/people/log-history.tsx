"use client";

import { useTranslations } from "use-intl";
import type { LogView } from "@/lib/crypto/api";
import { Disclosure, Table } from "@/lib/ui";
import css from "./people.module.css";

type Event = LogView["events"][number];

export function LogHistory({ log }: { readonly log: LogView | null }) {
  const t = useTranslations("people");
  if (log === null) return null;
  const handles = new Map(log.members.map((member) => [member.userId, member.handle]));
  const nameOf = (userId: string) => handles.get(userId) ?? userId.slice(0, 8);
  const whatOf = (event: Event): string => {
    const key = `events.${event.type.replace(".", "_")}` as Parameters<typeof t.has>[0];
    const label = t.has(key) ? t(key) : event.type;
    const { userId, reason, audience } = event.detail;
    return [label, userId === undefined ? undefined : nameOf(userId), audience, reason].filter(Boolean).join(" · ");
  };
  return (
    <Disclosure summary={t("history")}>
      <div className={css["section"]}>
        <p className={css["lead"]}>{t("historyLead")}</p>
        <Table<Event>
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
