"use client";

import { useCallback, useEffect, useState } from "react";
import { readCustody } from "@/lib/client/record-custody";
import type { CustodyView } from "@/lib/crypto/api";
import { codeOfError } from "../../session/error-text";
import { useMember } from "../../session/session";

export type CustodyRead = {
  readonly view: CustodyView | null;
  /** A code, where the log could not be read at all. */
  readonly error: string | null;
  /** After something was looked at or saved: it stands in the log by then. */
  readonly reload: () => void;
};

/** The custody log of a dossier that is open, verified again whenever it is read. */
export function useCustody(dossierId: string): CustodyRead {
  const { client } = useMember();
  const [view, setView] = useState<CustodyView | null>(null);
  const [error, setError] = useState<string | null>(null);
  const load = useCallback(async () => {
    const code = await readCustody(client, dossierId).then((read) => {
      if (read.ok) setView(read.value);
      return read.ok ? null : read.code;
    }, codeOfError);
    setError(code);
  }, [client, dossierId]);
  useEffect(() => {
    void load();
  }, [load]);
  return { view, error, reload: useCallback(() => void load(), [load]) };
}
