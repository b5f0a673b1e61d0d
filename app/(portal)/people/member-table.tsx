"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { LogView, MemberView, OrganisationView } from "@/lib/crypto/api";
import { Button, EmptyState, Table } from "@/lib/ui";
import { useMember } from "../../session/session";
import css from "./people.module.css";

export function MemberTable({ log }: { readonly log: LogView }) {
  const t = useTranslations("people");
  const { member } = useMember();
  return (
    <section className={css["section"]}>
      <h2>{t("members")}</h2>
      <Table<MemberView>
        caption={t("members")}
        captionHidden
        rows={log.members}
        rowKey={(row) => row.userId}
        columns={[
          {
            id: "handle",
            head: t("handle"),
            cell: (row) => (row.userId === member.userId ? `${row.handle} (${t("you")})` : row.handle),
            sortBy: (row) => row.handle,
          },
          { id: "role", head: t("role"), cell: (row) => t(`roles.${row.role}`), sortBy: (row) => row.role },
          { id: "fingerprint", head: t("fingerprint"), cell: (row) => <Fingerprint userId={row.userId} /> },
        ]}
      />
    </section>
  );
}

/** Shown when asked for: it is compared by phone, digit by digit. */
function Fingerprint({ userId }: { readonly userId: string }) {
  const t = useTranslations("people");
  const { client } = useMember();
  const [shown, setShown] = useState<string | null>(null);
  if (shown !== null) return <code className={css["link"]}>{shown}</code>;
  return (
    <Button variant="plain" onClick={() => void client.vault.fingerprint(userId).then(setShown)}>
      {t("fingerprintShow")}
    </Button>
  );
}

export function OrganisationTable({ log }: { readonly log: LogView }) {
  const t = useTranslations("people");
  return (
    <section className={css["section"]}>
      <h2>{t("organisations")}</h2>
      {log.organisations.length === 0 ? (
        <EmptyState title={t("noOrganisations")} headingLevel={3}>
          {t("noOrganisationsTeach")}
        </EmptyState>
      ) : (
        <Table<OrganisationView>
          caption={t("organisations")}
          captionHidden
          rows={log.organisations}
          rowKey={(row) => row.pseudonym}
          columns={[
            { id: "name", head: t("organisation"), cell: (row) => row.name ?? t("nameHidden"), sortBy: (row) => row.name ?? "" },
            { id: "lead", head: t("lead"), cell: (row) => row.leadHandle, sortBy: (row) => row.leadHandle },
          ]}
        />
      )}
    </section>
  );
}
