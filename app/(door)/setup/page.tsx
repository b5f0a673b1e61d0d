"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { foundCoalition } from "@/lib/client/found-coalition";
import { parseSetupLink } from "@/lib/format/invitation";
import { health } from "@/lib/wire/errors";
import { Notice, Waiting } from "@/lib/ui";
import { codeOfError, useErrorText } from "../../session/error-text";
import { useSession } from "../../session/session";
import css from "../door.module.css";
import { NewAccount } from "../new-account";
import { useFragment } from "../use-fragment";

export default function SetupPage() {
  const t = useTranslations("door.setup");
  const fragment = useFragment();
  const founded = useFounded();
  const link = parseSetupLink(fragment ?? "");
  const secret = link.ok ? link.value : null;
  return (
    <div className={css["stack"]}>
      <h1>{t("title")}</h1>
      {fragment === null && <Waiting label={t("title")} />}
      {fragment !== null && founded && <Notice tone="warn">{t("founded")}</Notice>}
      {fragment !== null && !founded && secret === null && <Notice tone="error">{t("badLink")}</Notice>}
      {secret !== null && !founded && <Founding secret={secret} />}
    </div>
  );
}

function useFounded(): boolean {
  const { client } = useSession();
  const [founded, setFounded] = useState(false);
  useEffect(() => {
    void client()
      .api.get("/api/health", health)
      .then((answer) => setFounded(answer.ok && answer.value.founded));
  }, [client]);
  return founded;
}

function Founding({ secret }: { readonly secret: Uint8Array }) {
  const t = useTranslations("door.setup");
  const errorText = useErrorText();
  const session = useSession();
  const router = useRouter();

  async function finish(handle: string): Promise<string | null> {
    try {
      const founded = await foundCoalition(session.client(), secret);
      if (!founded.ok) return errorText(founded.code);
    } catch (error) {
      return errorText(codeOfError(error));
    }
    session.welcome({ handle, joined: false });
    router.replace("/sign-in");
    return null;
  }

  return (
    <>
      <p className={css["lead"]}>{t("lead")}</p>
      <NewAccount finishLabel={t("finish")} finishingLabel={t("finishing")} finish={finish} />
    </>
  );
}
