"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { joinCoalition, readInvitation, type InvitationState } from "@/lib/client/join-coalition";
import { Notice, Waiting } from "@/lib/ui";
import { codeOfError, useErrorText } from "../../session/error-text";
import { useSession } from "../../session/session";
import css from "../door.module.css";
import { NewAccount } from "../new-account";
import { useFragment } from "../use-fragment";

type Invitation = { kind: "p" | "o"; state: InvitationState } | { failed: string } | null;

export default function JoinPage() {
  const t = useTranslations("door.join");
  const fragment = useFragment();
  const invitation = useInvitation(fragment);
  const organisation = invitation !== null && "kind" in invitation && invitation.kind === "o";
  return (
    <div className={css["stack"]}>
      <h1>{organisation ? t("titleOrganisation") : t("title")}</h1>
      {invitation === null && <Waiting label={t("reading")} />}
      {invitation !== null && "failed" in invitation && <Notice tone="error">{invitation.failed}</Notice>}
      {invitation !== null && "state" in invitation && invitation.state !== "open" && (
        <Notice tone="warn">{t(invitation.state)}</Notice>
      )}
      {invitation !== null && "state" in invitation && invitation.state === "open" && fragment !== null && (
        <Joining fragment={fragment} organisation={organisation} />
      )}
    </div>
  );
}

function useInvitation(fragment: string | null): Invitation {
  const t = useTranslations("door.join");
  const errorText = useErrorText();
  const { client } = useSession();
  const [invitation, setInvitation] = useState<Invitation>(null);
  useEffect(() => {
    if (fragment === null || invitation !== null) return;
    readInvitation(client(), fragment).then(
      (read) => setInvitation(read.ok ? read.value : { failed: errorText(read.code) }),
      () => setInvitation({ failed: t("badLink") }),
    );
  }, [fragment, invitation, client, errorText, t]);
  return invitation;
}

function Joining({ fragment, organisation }: { readonly fragment: string; readonly organisation: boolean }) {
  const t = useTranslations("door.join");
  const errorText = useErrorText();
  const session = useSession();
  const router = useRouter();

  async function finish(handle: string): Promise<string | null> {
    try {
      const joined = await joinCoalition(session.client(), fragment);
      if (!joined.ok) return errorText(joined.code);
    } catch (error) {
      return errorText(codeOfError(error));
    }
    session.welcome({ handle, joined: true });
    router.replace("/sign-in");
    return null;
  }

  return (
    <>
      <p className={css["lead"]}>{organisation ? t("leadOrganisation") : t("lead")}</p>
      <p className={css["lead"]}>{t("seen")}</p>
      <NewAccount finishLabel={t("finish")} finishingLabel={t("finishing")} finish={finish} />
    </>
  );
}
