"use client";

import { useEffect, useState } from "react";
import type { BrowserClient } from "@/lib/client/browser-client";
import type { Result } from "@/lib/shared/result";
import { codeOfError, useErrorText } from "./error-text";
import { useMember } from "./session";

/** Reads something once for the open vault: the value, or the sentence that says why not; both null while it reads. */
export function useRead<V>(read: (client: BrowserClient) => Promise<Result<V>>): { value: V | null; error: string | null } {
  const { client } = useMember();
  const errorText = useErrorText();
  const [value, setValue] = useState<V | null>(null);
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => {
    read(client).then(
      (got) => (got.ok ? setValue(got.value) : setCode(got.code)),
      (thrown: unknown) => setCode(codeOfError(thrown)),
    );
  }, [client, read]);
  return { value, error: code === null ? null : errorText(code) };
}
