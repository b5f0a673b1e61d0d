"use client";

import { useState, type ReactNode } from "react";
import type { Evidence } from "@/lib/domain/dossier";
import type { Patch } from "@/lib/client/draft/draft-rows";
import css from "./sections.module.css";

export type EvidencePartProps = { readonly item: Evidence; readonly edit: (patch: Patch<Evidence>) => void };

/** A folded part; begins open where something is written already. */
export function More({ title, filled, children }: { readonly title: string; readonly filled: boolean; readonly children: ReactNode }) {
  const [open] = useState(filled);
  return (
    <details className={css["more"]} open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
