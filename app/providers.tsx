"use client";

import { useSyncExternalStore, type ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { messages } from "@/messages";
import { ToastProvider } from "@/lib/ui";
import { SessionProvider } from "./session/session";
import { ThemeOnRoot } from "./theme";

const subscribeToNothing = () => () => {};

/** The prerendered page knows no time zone, so it shows UTC until the browser's own is known. */
function useTimeZone(): string {
  return useSyncExternalStore(
    subscribeToNothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}

export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <IntlProvider locale="en" messages={messages} timeZone={useTimeZone()}>
      <ThemeOnRoot />
      <ToastProvider>
        <SessionProvider>{children}</SessionProvider>
      </ToastProvider>
    </IntlProvider>
  );
}
