"use client";

/** Behind this door every page has a member with an open vault; without one it leads to the sign-in page. */
import { usePathname, useRouter } from "next/navigation";
import { useEffect, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Waiting } from "@/lib/ui";
import { useSession } from "../session/session";

export function PortalDoor({ children }: { readonly children: ReactNode }) {
  const { member } = useSession();
  const router = useRouter();
  const path = usePathname();
  const t = useTranslations("session");
  useEffect(() => {
    if (member === null) router.replace(`/sign-in?to=${encodeURIComponent(path)}`);
  }, [member, router, path]);
  if (member === null) return <Waiting label={t("opening")} />;
  return children;
}
