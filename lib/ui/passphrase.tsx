"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { useToast } from "./toast";
import css from "./passphrase.module.css";

export interface PassphraseDisplayProps {
  readonly label: string;
  /** Words or groups, separated by single spaces or hyphens: shown, copied and printed as they are. */
  readonly secret: string;
  readonly canPrint?: boolean | undefined;
}

/** A secret to be written down: large, in pieces that can be told apart, whole when selected or copied. */
export function PassphraseDisplay({ label, secret, canPrint = true }: PassphraseDisplayProps) {
  const t = useTranslations("ui");
  const toast = useToast();
  const labelId = useId();

  function copy(): void {
    navigator.clipboard.writeText(secret).then(
      () => toast(t("copied")),
      () => toast(t("notCopied")),
    );
  }

  return (
    <div className={css["sheet"]} role="group" aria-labelledby={labelId}>
      <p id={labelId} className={css["label"]}>
        {label}
      </p>
      <p className={css["words"]} translate="no" dir="ltr">
        {secret.split(" ").map((word, index) => (
          <span key={index}>{word} </span>
        ))}
      </p>
      <div className={css["actions"]}>
        <Button icon="copy" onClick={copy}>
          {t("copy")}
        </Button>
        {canPrint && (
          <Button icon="print" onClick={() => window.print()}>
            {t("print")}
          </Button>
        )}
      </div>
    </div>
  );
}
