"use client";

/** Behind this door every page has a member with an open vault; without one it leads to the sign-in page. */
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Suspense, useEffect, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog, ToastProvider, Waiting } from "@/lib/ui";
import { useErrorText } from "../session/error-text";
import { coalitionLog, organisationLog, unfinishedUploads, useSession, type Member } from "../session/session";
import { TrustAlarm } from "./banners";
import type { Place } from "./navigation";
import { Shell } from "./shell";
import { useDeskAfterLock } from "./write/use-desk";

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
  const { member, lie, lock, leave, quickExit, uploads } = useSession();
  const t = useTranslations("session");
  const errorText = useErrorText();
  const [leaving, setLeaving] = useState(0);
  useDeskAfterLock();
  if (member === null) {
    return (
      <Suspense fallback={<Waiting label={t("opening")} />}>
        <ToDoor />
      </Suspense>
    );
  }
  const askToLeave = () => {
    const unfinished = unfinishedUploads(uploads);
    if (unfinished > 0) setLeaving(unfinished);
    else void leave();
  };
  return (
    // Its own, since a toast may hold a name, and a page that is locked must not.
    <ToastProvider>
      <Shell items={placesOf(member)} banners={lie !== null && <TrustAlarm title={errorText(lie)} />} onLock={lock} onSignOut={askToLeave} onQuickExit={quickExit}>
        {children}
      </Shell>
      <ConfirmDialog open={leaving > 0} title={t("leaveTitle")} confirmLabel={t("leaveConfirm")} danger onCancel={() => setLeaving(0)} onConfirm={() => void leave()}>
        <p>{t("leaveWhat", { count: leaving })}</p>
      </ConfirmDialog>
    </ToastProvider>
  );
}

/** To the sign-in page, which remembers where somebody wanted to go: the dossier's id is all that an address ever holds. */
function ToDoor() {
  const router = useRouter();
  const path = usePathname();
  const dossierId = useSearchParams().get("d");
  const t = useTranslations("session");
  const { locked } = useSession();
  useEffect(() => {
    const to = dossierId === null ? path : `${path}?d=${dossierId}`;
    router.replace(locked ? "/locked" : `/sign-in?to=${encodeURIComponent(to)}`);
  }, [router, path, dossierId, locked]);
  return <Waiting label={t("opening")} />;
}
