"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { MadePackage } from "@/lib/client/make-package";
import { removeScratch } from "@/lib/client/package-sink";
import { Button, KeyValue, Notice } from "@/lib/ui";
import { useMember } from "../../session/session";
import css from "./packages.module.css";

export function ReadyStep({ made, onAnother }: { readonly made: MadePackage; readonly onAnother: () => void }) {
  const t = useTranslations("packages");
  const { client, member } = useMember();
  const [fingerprint, setFingerprint] = useState("");
  useEffect(() => {
    void client.vault.fingerprint(member.userId).then(setFingerprint);
  }, [client, member.userId]);
  return (
    <section className={css["form"]}>
      <Notice tone="success" live title={t("doneTitle")}>
        {t("done")}
      </Notice>
      <KeyValue
        pairs={[
          { id: "manifest", term: t("manifestHash"), value: <span className={css["hash"]}>{made.manifestSha256}</span> },
          { id: "fingerprint", term: t("fingerprint"), value: <span className={css["hash"]}>{fingerprint}</span> },
          { id: "package", term: t("packageId"), value: <span className={css["hash"]}>{made.packageId}</span> },
        ]}
      />
      <div className={css["actions"]}>
        <Button
          onClick={() => {
            void removeScratch();
            onAnother();
          }}
        >
          {t("another")}
        </Button>
      </div>
    </section>
  );
}
