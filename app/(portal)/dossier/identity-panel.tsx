"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { openIdentity } from "@/lib/client/open-dossier";
import { identitySchema, sourcesSchema } from "@/lib/domain/dossier";
import type { AuthorView, OpenedVersion } from "@/lib/crypto/api";
import { Button, Dialog, KeyValue, Notice, TextArea } from "@/lib/ui";
import { codeOfError, useErrorText } from "../../session/error-text";
import { useMember } from "../../session/session";
import { WhoReads } from "../../who-reads";
import css from "./dossier.module.css";

type Opened = { identity: unknown; sources: unknown; author: AuthorView | null };
type IdentityPanelProps = { readonly dossierId: string; readonly version: OpenedVersion; readonly mine: boolean; readonly onSources: (opened: { q: number; sources: unknown }) => void };

/** Whose dossier it is: open to its organisation, sealed for everyone else, opened by a coordinator with a logged reason. */
export function IdentityPanel({ dossierId, version, mine, onSources }: IdentityPanelProps) {
  const t = useTranslations("dossier");
  const [opened, setOpened] = useState<Opened | null>(
    mine ? { identity: version.identity, sources: version.sources, author: version.author ?? null } : null,
  );
  const [asking, setAsking] = useState(false);
  const known = version.readers.identity || version.readers.sources;
  return (
    <section className={css["panel"]}>
      <div className={css["marks"]}>
        <h2>{t("identityTitle")}</h2>
        <WhoReads readers={known ? ["organisation", "coordinators"] : ["organisation"]} />
      </div>
      {opened === null && <p>{known ? t("identityKnown") : t("identitySealed")}</p>}
      {opened === null && known && (
        <div className={css["actions"]}>
          <Button icon="lock" onClick={() => setAsking(true)}>
            {t("identityOpen")}
          </Button>
        </div>
      )}
      {opened !== null && <IdentityView opened={opened} />}
      {asking && (
        <ReasonDialog
          dossierId={dossierId}
          q={version.q}
          onClose={() => setAsking(false)}
          onOpened={(value) => {
            setOpened(value);
            onSources({ q: version.q, sources: value.sources });
            setAsking(false);
          }}
        />
      )}
    </section>
  );
}

type ReasonDialogProps = { readonly dossierId: string; readonly q: number; readonly onClose: () => void; readonly onOpened: (opened: Opened) => void };

function ReasonDialog({ dossierId, q, onClose, onOpened }: ReasonDialogProps) {
  const t = useTranslations("dossier");
  const errorText = useErrorText();
  const { client } = useMember();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const [working, setWorking] = useState(false);

  async function open(): Promise<void> {
    if (reason.trim() === "") {
      setError(t("identityReasonMissing"));
      return;
    }
    setWorking(true);
    const code = await openIdentity(client, { dossierId, q, reason: reason.trim() }).then((result) => {
      if (result.ok) onOpened(result.value);
      return result.ok ? null : result.code;
    }, codeOfError);
    setWorking(false);
    if (code !== null) setError(errorText(code));
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("identityOpen")}
      actions={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" busy={working} onClick={() => void open()}>
            {t("identityOpen")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <TextArea label={t("identityReason")} hint={t("identityReasonHint")} value={reason} onChange={setReason} error={error} />
      </div>
    </Dialog>
  );
}

function IdentityView({ opened }: { readonly opened: Opened }) {
  const t = useTranslations("dossier");
  const identity = identitySchema.safeParse(opened.identity);
  const sources = sourcesSchema.safeParse(opened.sources);
  const { author } = opened;
  const contactText = (contact: { name: string; role: string; email: string; phone: string }) =>
    [contact.name, contact.role, contact.email, contact.phone].filter((part) => part !== "").join(" · ");
  const pairs = identity.success
    ? [
        { id: "name", term: t("identityOrganisation"), value: <bdi>{identity.data.organisationName}</bdi> },
        { id: "contacts", term: t("identityContacts"), value: identity.data.contacts.map(contactText).join("; ") },
        { id: "partners", term: t("identityPartners"), value: identity.data.partners.join("; ") },
        { id: "relation", term: t("identityRelation"), value: <bdi>{identity.data.relationToInformation}</bdi> },
      ]
    : [];
  return (
    <>
      {!identity.success && <Notice tone="warn">{t("unreadable")}</Notice>}
      <KeyValue
        pairs={[
          ...pairs,
          ...(author === null
            ? []
            : [{ id: "author", term: t("identityAuthor"), value: `${author.handle} (${author.verified ? t("verified") : t("unverified")})` }]),
          ...(sources.success
            ? sources.data.witnesses.map((witness) => ({
                id: witness.id,
                term: witness.pseudonym === "" ? t("witness") : witness.pseudonym,
                value: <bdi>{[witness.realName, witness.role, witness.contact].filter((part) => part !== "").join(" · ")}</bdi>,
              }))
            : []),
        ]}
      />
    </>
  );
}
