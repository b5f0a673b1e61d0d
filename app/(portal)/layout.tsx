"use client";

import type { ReactNode } from "react";
import { PortalDoor } from "./portal-door";

export default function PortalLayout({ children }: { readonly children: ReactNode }) {
  return <PortalDoor>{children}</PortalDoor>;
}
