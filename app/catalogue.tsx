"use client";

import { useSyncExternalStore, type ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { messages } from "@/messages";

const subscribeToNothing = () => () => {};

/** The prerendered page knows no time zone, so it shows UTC until the browser's own is known. */
function useTimeZone(): string {
  return useSyncExternalStore(
    subscribeToNothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}

/** The words of the interface, and how numbers and dates are written. */
export function Catalogue({ children }: { readonly children: ReactNode }) {
  return (
    <IntlProvider locale="en-GB" messages={messages} timeZone={useTimeZone()}>
      {children}
    </IntlProvider>
  );
}
