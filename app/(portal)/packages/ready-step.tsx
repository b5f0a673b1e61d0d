"use client";

import { useTranslations } from "use-intl";
import type { MadePackage } from "@/lib/client/make-package";
import { removeScratch } from "@/lib/client/package-sink";
import { groupFingerprint } from "@/lib/client/package/fingerprint";
import { Button, KeyValue, Notice } from "@/lib/ui";
import css from "./packages.module.css";

export function ReadyStep({ made, onAnother }: { readonly made: MadePackage; readonly onAnother: () => void }) {
  const t = useTranslations("packages");
  return (
    <section className={css["form"]}>
      <Notice tone="success" live title={t("doneTitle")}>
        {t("done")}
      </Notice>
      <KeyValue
        pairs={[
          { id: "manifest", term: t("manifestHash"), value: <span className={css["hash"]}>{made.manifestSha256}</span> },
          { id: "fingerprint", term: t("fingerprint"), value: <span className={css["hash"]}>{groupFingerprint(made.signer)}</span> },
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
