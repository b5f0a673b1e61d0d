"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";

/** The sentence for a code of the API or of the vault; codes without their own sentence share one. */
export function useErrorText(): (code: string) => string {
  const t = useTranslations("errors");
  return useCallback(
    (code) => {
      if (t.has(code as Parameters<typeof t.has>[0])) return t(code as Parameters<typeof t>[0]);
      return code.startsWith("E_") ? t("vault") : t("broken");
    },
    [t],
  );
}

/** The code that a thrown VaultError carries, or "broken" for anything else. */
export function codeOfError(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "broken";
}
