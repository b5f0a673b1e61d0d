"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { KeyValue, PageHead, Panel, Stack } from "@/lib/ui";
import { Appearance } from "../../appearance";
import { useMember } from "../../session/session";

export default function MePage() {
  const t = useTranslations("me");
  const role = useTranslations("domain.role");
  const { client, member } = useMember();
  const [fingerprint, setFingerprint] = useState("");
  useEffect(() => {
    void client.vault.fingerprint(member.userId).then(setFingerprint);
  }, [client, member.userId]);
  return (
    <Stack gap="wide">
      <PageHead title={t("title")} />
      <Panel>
        <KeyValue
          pairs={[
            { id: "handle", term: t("handle"), value: member.handle },
            { id: "roles", term: t("roles"), value: member.roles.map((one) => role(one)).join(", ") },
            { id: "fingerprint", term: t("fingerprint"), value: <code>{fingerprint}</code> },
          ]}
        />
        <p>{t("fingerprintLead")}</p>
      </Panel>
      <Appearance />
    </Stack>
  );
}
