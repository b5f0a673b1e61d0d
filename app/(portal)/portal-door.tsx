"use client";

/** Behind this door every page has a member with an open vault; without one it leads to the sign-in page. */
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Suspense, useEffect, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Waiting } from "@/lib/ui";
import { useErrorText } from "../session/error-text";
import { coalitionLog, organisationLog, useSession, type Member } from "../session/session";
import { TrustAlarm } from "./banners";
import type { Place } from "./navigation";
import { Shell } from "./shell";

/** The places of a role: researchers write, coordinators and reviewers triage, coordinators carry packages. */
export function placesOf(member: Member): Place[] {
  const role = coalitionLog(member)?.myRole ?? null;
  const triages = role === "coordinator" || role === "reviewer";
  return [
    "home",
    ...((organisationLog(member)?.myRole ?? null) !== null ? (["write"] as const) : []),
    ...(triages ? (["board"] as const) : []),
    ...(role === "coordinator" ? (["packages"] as const) : []),
    ...(member.roles.length > 0 ? (["people"] as const) : []),
    "me",
    "help",
  ];
}

export function PortalDoor({ children }: { readonly children: ReactNode }) {
  const { member, lie, lock, leave, quickExit } = useSession();
  const t = useTranslations("session");
  const errorText = useErrorText();
  if (member === null) {
    return (
      <Suspense fallback={<Waiting label={t("opening")} />}>
        <ToSignIn />
      </Suspense>
    );
  }
  return (
    <Shell items={placesOf(member)} banners={lie !== null && <TrustAlarm title={errorText(lie)} />} onLock={lock} onSignOut={() => void leave()} onQuickExit={quickExit}>
      {children}
    </Shell>
  );
}

/** Remembers where somebody wanted to go; the dossier's id is all that an address ever holds. */
function ToSignIn() {
  const router = useRouter();
  const path = usePathname();
  const dossierId = useSearchParams().get("d");
  const t = useTranslations("session");
  useEffect(() => {
    const to = dossierId === null ? path : `${path}?d=${dossierId}`;
    router.replace(`/sign-in?to=${encodeURIComponent(to)}`);
  }, [router, path, dossierId]);
  return <Waiting label={t("opening")} />;
}
