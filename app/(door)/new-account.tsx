"use client";

/** Making an account, in steps: pseudonym, passphrase, recovery code, and the code's end typed back. */
import { useEffect, useState, type ReactNode, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";
import { confirmsCode, makeAccount, type NewIdentity } from "@/lib/client/found-coalition";
import { Button, Checkbox, Notice, PassphraseDisplay, Stepper, TextField, Waiting } from "@/lib/ui";
import { useSession } from "../session/session";
import css from "./door.module.css";

const STEPS = ["name", "passphrase", "recovery", "confirm"] as const;
type Step = (typeof STEPS)[number];

/** Argon2id memory: the floor of 128 MiB only where the device says that it has little. */
function memoryForDevice(): 256 | 128 {
  const gibibytes = "deviceMemory" in navigator ? Number(navigator.deviceMemory) : 8;
  return gibibytes >= 4 ? 256 : 128;
}

export type NewAccountProps = {
  readonly finishLabel: string;
  readonly finishingLabel: string;
  /** Sends the account to the server. Resolves with an error text, or null. */
  readonly finish: (handle: string) => Promise<string | null>;
};

/** The account as it comes about: identity by chance, then keys, then the code that recovers them. */
function useNewAccount() {
  const { client } = useSession();
  const [identity, setIdentity] = useState<NewIdentity | null>(null);
  const [recoveryCode, setRecoveryCode] = useState("");
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const { vault } = client();
    void Promise.all([vault.generateHandle(), vault.generatePassphrase()]).then(([handle, passphrase]) =>
      setIdentity({ handle, passphrase }),
    );
  }, [client]);

  /** Resolves with whether the keys were made. */
  async function makeKeys(): Promise<boolean> {
    if (identity === null) return false;
    setWorking(true);
    setFailed(false);
    const code = await makeAccount(client(), identity, memoryForDevice()).catch(() => null);
    setWorking(false);
    setFailed(code === null);
    if (code !== null) setRecoveryCode(code);
    return code !== null;
  }
  return { identity, setIdentity, recoveryCode, working, failed, makeKeys };
}

export function NewAccount({ finishLabel, finishingLabel, finish }: NewAccountProps) {
  const t = useTranslations("door.account");
  const { identity, setIdentity, recoveryCode, working, failed, makeKeys } = useNewAccount();
  const [step, setStep] = useState<Step>("name");
  if (identity === null) return <Waiting label={t("steps")} />;
  return (
    <div className={css["stack"]}>
      <Stepper
        label={t("steps")}
        steps={[t("stepName"), t("stepPassphrase"), t("stepRecovery"), t("stepConfirm")]}
        current={STEPS.indexOf(step)}
      />
      {step === "name" && <NameStep identity={identity} onChange={setIdentity} onNext={() => setStep("passphrase")} />}
      {step === "passphrase" && (
        <KeepStep
          title={t("passphraseTitle")}
          lead={t("passphraseLead")}
          secretLabel={t("passphrase")}
          secret={identity.passphrase}
          keptLabel={t("passphraseKept")}
          nextLabel={t("makeKeys")}
          working={working}
          workingLabel={t("makingKeys")}
          onBack={() => setStep("name")}
          onNext={() => void makeKeys().then((made) => made && setStep("recovery"))}
        >
          {failed && (
            <Notice tone="error" live>
              {t("weak")}
            </Notice>
          )}
        </KeepStep>
      )}
      {step === "recovery" && (
        <KeepStep
          title={t("recoveryTitle")}
          lead={t("recoveryLead")}
          secretLabel={t("recoveryCode")}
          secret={recoveryCode}
          keptLabel={t("recoveryKept")}
          nextLabel={t("next")}
          onNext={() => setStep("confirm")}
        />
      )}
      {step === "confirm" && (
        <ConfirmStep
          recoveryCode={recoveryCode}
          finishLabel={finishLabel}
          finishingLabel={finishingLabel}
          onBack={() => setStep("recovery")}
          finish={() => finish(identity.handle)}
        />
      )}
    </div>
  );
}

type NameStepProps = {
  readonly identity: NewIdentity;
  readonly onChange: (identity: NewIdentity) => void;
  readonly onNext: () => void;
};

function NameStep({ identity, onChange, onNext }: NameStepProps) {
  const t = useTranslations("door.account");
  const { client } = useSession();
  const another = async () => onChange({ ...identity, handle: await client().vault.generateHandle() });
  return (
    <section className={css["stack"]}>
      <h2>{t("nameTitle")}</h2>
      <p className={css["lead"]}>{t("nameLead")}</p>
      <output className={css["handle"]} data-testid="handle">
        {identity.handle}
      </output>
      <div className={css["row"]}>
        <Button icon="retry" onClick={() => void another()}>
          {t("another")}
        </Button>
        <Button variant="primary" onClick={onNext}>
          {t("next")}
        </Button>
      </div>
    </section>
  );
}

type KeepStepProps = {
  readonly title: string;
  readonly lead: string;
  readonly secretLabel: string;
  readonly secret: string;
  readonly keptLabel: string;
  readonly nextLabel: string;
  readonly working?: boolean;
  readonly workingLabel?: string;
  readonly onBack?: () => void;
  readonly onNext: () => void;
  readonly children?: ReactNode;
};

/** Shows a secret once and goes on only when it was kept. */
function KeepStep(props: KeepStepProps) {
  const t = useTranslations("door.account");
  const [kept, setKept] = useState(false);
  const { working = false, workingLabel = "" } = props;
  return (
    <section className={css["stack"]}>
      <h2>{props.title}</h2>
      <p className={css["lead"]}>{props.lead}</p>
      <PassphraseDisplay label={props.secretLabel} secret={props.secret} />
      <Checkbox label={props.keptLabel} checked={kept} onChange={setKept} />
      {props.children}
      <div className={css["row"]}>
        {props.onBack !== undefined && (
          <Button onClick={props.onBack} disabled={working}>
            {t("back")}
          </Button>
        )}
        <Button variant="primary" disabled={!kept} busy={working} onClick={props.onNext}>
          {props.nextLabel}
        </Button>
      </div>
      {working && <Waiting label={workingLabel} />}
    </section>
  );
}

type ConfirmStepProps = {
  readonly recoveryCode: string;
  readonly finishLabel: string;
  readonly finishingLabel: string;
  readonly onBack: () => void;
  readonly finish: () => Promise<string | null>;
};

function ConfirmStep({ recoveryCode, finishLabel, finishingLabel, onBack, finish }: ConfirmStepProps) {
  const t = useTranslations("door.account");
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const [working, setWorking] = useState(false);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!confirmsCode(recoveryCode, typed)) {
      setError(t("confirmWrong"));
      return;
    }
    setError(undefined);
    setWorking(true);
    const failure = await finish();
    setWorking(false);
    if (failure !== null) setError(failure);
  }

  return (
    <form className={css["stack"]} onSubmit={(event) => void submit(event)}>
      <h2>{t("confirmTitle")}</h2>
      <p className={css["lead"]}>{t("confirmLead")}</p>
      <TextField label={t("confirmLabel")} mono value={typed} onChange={setTyped} error={error} />
      <div className={css["row"]}>
        <Button onClick={onBack} disabled={working}>
          {t("back")}
        </Button>
        <Button type="submit" variant="primary" busy={working}>
          {finishLabel}
        </Button>
      </div>
      {working && <Waiting label={finishingLabel} />}
    </form>
  );
}
