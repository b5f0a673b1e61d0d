"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { Suspense, useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";
import { signIn } from "@/lib/client/sign-in";
import { Button, Checkbox, Notice, TextField, Waiting } from "@/lib/ui";
import { codeOfError, useErrorText } from "../../session/error-text";
import { useSession } from "../../session/session";
import css from "../door.module.css";

/** Only pages of the portal: an address from outside must not lead out. */
function safeTarget(to: string | null): string {
  return to !== null && /^\/[a-z]+(\?[a-z]=[0-9a-f]{32})?$/.test(to) ? to : "/home";
}

export default function SignInPage() {
  const t = useTranslations("door.signIn");
  return (
    <div className={css["stack"]}>
      <h1>{t("title")}</h1>
      <Suspense fallback={<Waiting label={t("title")} />}>
        <SignInForm />
      </Suspense>
    </div>
  );
}

type Login = { readonly handle: string; readonly kind: "pw" | "rc"; readonly secret: string };

/** Signs in and goes to where the person wanted to go. */
function useSignIn() {
  const errorText = useErrorText();
  const session = useSession();
  const router = useRouter();
  const to = safeTarget(useSearchParams().get("to"));
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function enter({ handle, kind, secret }: Login): Promise<void> {
    setError(null);
    setWorking(true);
    try {
      const login = { handle: handle.trim().toLowerCase(), kind, secret: secret.trim().replace(/\s+/g, " ") };
      const signedIn = await signIn(session.client(), login);
      if (signedIn.ok) {
        session.enter(signedIn.value);
        router.replace(to);
        return;
      }
      setError(errorText(signedIn.code));
    } catch (thrown) {
      setError(errorText(codeOfError(thrown)));
    }
    setWorking(false);
  }
  return { enter, working, error };
}

function SignInForm() {
  const t = useTranslations("door.signIn");
  const account = useTranslations("door.account");
  const { newcomer } = useSession();
  const { enter, working, error } = useSignIn();
  const [handle, setHandle] = useState(newcomer?.handle ?? "");
  const [secret, setSecret] = useState("");
  const [kind, setKind] = useState<"pw" | "rc">("pw");
  const [shown, setShown] = useState(false);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void enter({ handle, kind, secret });
  }

  return (
    <form className={css["stack"]} onSubmit={submit}>
      {newcomer !== null && (
        <Notice tone="success">{newcomer.joined ? account("doneJoin") : account("done")}</Notice>
      )}
      <TextField label={t("handle")} mono value={handle} onChange={setHandle} autoComplete="username" required />
      <TextField
        label={kind === "pw" ? t("passphrase") : t("recovery")}
        type={shown ? "text" : "password"}
        mono
        value={secret}
        onChange={setSecret}
        autoComplete={kind === "pw" ? "current-password" : "off"}
        required
      />
      <Checkbox label={t("show")} checked={shown} onChange={setShown} />
      {error !== null && (
        <Notice tone="error" live>
          {error}
        </Notice>
      )}
      <div className={css["row"]}>
        <Button type="submit" variant="primary" busy={working}>
          {t("submit")}
        </Button>
        <Button variant="plain" onClick={() => setKind(kind === "pw" ? "rc" : "pw")}>
          {kind === "pw" ? t("useRecovery") : t("usePassphrase")}
        </Button>
      </div>
      {working && <Waiting label={t("working")} />}
      <div className={css["foot"]}>
        <p>{t("lost")}</p>
        <p>{t("newcomer")}</p>
      </div>
    </form>
  );
}
