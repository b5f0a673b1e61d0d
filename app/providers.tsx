"use client";

import type { ReactNode } from "react";
import { ToastProvider } from "@/lib/ui";
import { Catalogue } from "./catalogue";
import { DemonstrationNotice } from "./demonstration-notice";
import { SessionProvider } from "./session/session";
import { ThemeOnRoot } from "./theme";

export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <Catalogue>
      <ThemeOnRoot />
      <ToastProvider>
        <DemonstrationNotice />
        <SessionProvider>{children}</SessionProvider>
      </ToastProvider>
    </Catalogue>
  );
}
