"use client";

import { useEffect, useState } from "react";
import type { z } from "zod";
import { limits as limitsAnswer } from "@/lib/wire/uploads";
import { useMember } from "../../../session/session";

export type Limits = z.output<typeof limitsAnswer>;

/** What the server takes; null until it said so, or while it can't be reached. */
export function useLimits(): Limits | null {
  const { client } = useMember();
  const [limits, setLimits] = useState<Limits | null>(null);
  useEffect(() => {
    void client.api.get("/api/limits", limitsAnswer).then((answer) => {
      if (answer.ok) setLimits(answer.value);
    });
  }, [client]);
  return limits;
}
