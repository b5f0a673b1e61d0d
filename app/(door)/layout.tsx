"use client";

import type { ReactNode } from "react";
import { PublicFrame } from "../public-frame";
import { useSession } from "../session/session";
import css from "./door.module.css";

export default function DoorLayout({ children }: { readonly children: ReactNode }) {
  const { quickExit } = useSession();
  return (
    <PublicFrame onQuickExit={quickExit}>
      <div className={css["sheet"]}>{children}</div>
    </PublicFrame>
  );
}
