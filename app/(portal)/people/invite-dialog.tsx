"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { INVITATION_DAYS, inviteMember } from "@/lib/client/invite-member";
import type { LogView, Role } from "@/lib/crypto/api";
import { Button, Dialog, Notice, PassphraseDisplay, RadioGroup, TextField } from "@/lib/ui";
import { codeOfError, useErrorText } from "../../session/error-text";
import { useMember } from "../../session/session";
import css from "./people.module.css";

/** What an inviter chooses: a person's role, or a whole organisation, whose lead comes with it. */
export type InviteRole = Exclude<Role, "lead"> | "organisation";

type InviteDialogProps = {
  readonly open: boolean;
  readonly log: LogView;
  readonly roles: readonly InviteRole[];
  readonly onClose: () => void;
};

export function InviteDialog({ open, log, roles, onClose }: InviteDialogProps) {
  const t = useTranslations("people");
  const [link, setLink] = useState<string | null>(null);
  const close = () => {
    setLink(null);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title={link === null ? t("inviteTitle") : t("linkTitle")}>
      {link === null ? (
        <InviteForm log={log} roles={roles} onLink={setLink} onCancel={close} />
      ) : (
        <NewLink link={link} onDone={close} />
      )}
    </Dialog>
  );
}

type InviteFormProps = {
  readonly log: LogView;
  readonly roles: readonly InviteRole[];
  readonly onLink: (link: string) => void;
  readonly onCancel: () => void;
};

function InviteForm({ log, roles, onLink, onCancel }: InviteFormProps) {
  const t = useTranslations("people");
  const errorText = useErrorText();
  const { client } = useMember();
  const [role, setRole] = useState<InviteRole>(roles[0] ?? "researcher");
  const [name, setName] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [working, setWorking] = useState(false);

  async function make(): Promise<void> {
    if (role === "organisation" && name.trim() === "") {
      setError(t("orgNameMissing"));
      return;
    }
    setWorking(true);
    const wanted =
      role === "organisation"
        ? { logId: log.logId, kind: "o" as const, role: "lead" as const, organisationName: name.trim() }
        : { logId: log.logId, kind: "p" as const, role };
    const invited = await inviteMember(client, wanted).catch((thrown: unknown) => ({ ok: false as const, code: codeOfError(thrown) }));
    setWorking(false);
    if (invited.ok) onLink(`${location.origin}${invited.value.link}`);
    else setError(errorText(invited.code));
  }

  return (
    <div className={css["form"]}>
      {roles.length > 1 && (
        <RadioGroup
          label={t("inviteWho")}
          value={role}
          onChange={setRole}
          options={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
        />
      )}
      {role === "organisation" && <TextField label={t("orgName")} hint={t("orgNameHint")} value={name} onChange={setName} />}
      {error !== null && (
        <Notice tone="error" live>
          {error}
        </Notice>
      )}
      <div className={css["actions"]}>
        <Button onClick={onCancel}>{t("cancel")}</Button>
        <Button variant="primary" busy={working} onClick={() => void make()}>
          {t("makeLink")}
        </Button>
      </div>
    </div>
  );
}

function NewLink({ link, onDone }: { readonly link: string; readonly onDone: () => void }) {
  const t = useTranslations("people");
  const format = useFormatter();
  const date = format.dateTime(new Date(Date.now() + INVITATION_DAYS * 86_400_000), { dateStyle: "long" });
  return (
    <div className={css["form"]}>
      <p>{t("linkLead", { date })}</p>
      <PassphraseDisplay label={t("link")} secret={link} />
      <div className={css["actions"]}>
        <Button variant="primary" onClick={onDone}>
          {t("done")}
        </Button>
      </div>
    </div>
  );
}
