"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { listInvitations } from "@/lib/client/invite-member";
import { LinkButton, Notice } from "@/lib/ui";
import { useMember } from "../../session/session";

/** Says that somebody has come by an invitation; nothing when nobody has. */
export function JoinRequests({ logId }: { readonly logId: string }) {
  const t = useTranslations("home");
  const { client } = useMember();
  const [count, setCount] = useState(0);
  useEffect(() => {
    void listInvitations(client, logId).then((listed) => {
      if (listed.ok) setCount(listed.value.filter((row) => row.request !== null).length);
    });
  }, [client, logId]);
  if (count === 0) return null;
  return (
    <Notice title={t("requestsTitle")} actions={<LinkButton href="/people">{t("toPeople")}</LinkButton>}>
      {t("requests", { count })}
    </Notice>
  );
}
