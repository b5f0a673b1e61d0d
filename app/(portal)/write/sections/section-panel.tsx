"use client";

import type { ReactNode } from "react";
import { WhoReads } from "@/app/who-reads";
import { Panel } from "@/lib/ui";
import { useReaders, type Block } from "../editor/readers";

type SectionPanelProps = {
  readonly title?: string | undefined;
  /** Which block of the dossier stands here; content by default. */
  readonly block?: Block | undefined;
  readonly children: ReactNode;
};

/** A sheet of the form with the mark that says who will be able to read it. */
export function SectionPanel({ title, block = "content", children }: SectionPanelProps) {
  const readers = useReaders(block);
  return (
    <Panel title={title} mark={<WhoReads readers={readers} />}>
      {children}
    </Panel>
  );
}
