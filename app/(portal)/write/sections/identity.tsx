"use client";

import { useDeferredValue, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { IDENTITY_LIMIT_BYTES } from "@/lib/client/submit-dossier";
import { newContact, type Contact, type Identity } from "@/lib/domain/dossier";
import { Notice, Stack } from "@/lib/ui";
import { useMember } from "../../../session/session";
import { useEditor } from "../editor/editor-context";
import { Line, LongText } from "../fields/fields";
import { Lines } from "../fields/rows";
import { SectionPanel } from "./section-panel";

const SHORT = 160;

export function IdentitySection() {
  const t = useTranslations("write.identity");
  const { change, snapshot } = useEditor();
  const { identity } = snapshot.state.dossier;
  const set = (patch: Partial<Identity>) => change({ type: "identity", patch });
  return (
    <Stack gap="wide">
      <IdentityRoom identity={identity} />
      <SectionPanel block="identity">
        <Line
          path="identity.organisationName"
          label={t("organisationName")}
          value={identity.organisationName}
          onChange={(organisationName) => set({ organisationName })}
        />
        <LongText
          path="identity.relationToInformation"
          label={t("relation")}
          hint={t("relationHint")}
          value={identity.relationToInformation}
          onChange={(relationToInformation) => set({ relationToInformation })}
          limit={1_500}
        />
        <Contacts contacts={identity.contacts} />
        <Partners partners={identity.partners} />
      </SectionPanel>
    </Stack>
  );
}

function Contacts({ contacts }: { readonly contacts: readonly Contact[] }) {
  const t = useTranslations("write.identity");
  const { change } = useEditor();
  return (
    <Lines<Contact>
      path="identity.contacts"
      label={t("contacts")}
      rows={contacts}
      onChange={(edit) => change({ type: "identity", patch: (now) => ({ contacts: edit(now.contacts) }) })}
      make={newContact}
      addLabel={t("addContact")}
      rowLabel={(number) => t("contact", { number })}
      limit={5}
    >
      {(contact, patch, index) => {
        const path = `identity.contacts.${index}`;
        return (
          <>
            <Line path={`${path}.name`} label={t("name")} value={contact.name} onChange={(name) => patch({ name })} limit={SHORT} />
            <Line path={`${path}.role`} label={t("role")} optional value={contact.role} onChange={(role) => patch({ role })} limit={SHORT} />
            <Line path={`${path}.email`} label={t("email")} value={contact.email} onChange={(email) => patch({ email })} limit={SHORT} />
            <Line path={`${path}.phone`} label={t("phone")} value={contact.phone} onChange={(phone) => patch({ phone })} limit={60} />
          </>
        );
      }}
    </Lines>
  );
}

type Partner = { readonly name: string };

function Partners({ partners }: { readonly partners: readonly string[] }) {
  const t = useTranslations("write.identity");
  const { change } = useEditor();
  const toRows = (names: readonly string[]): Partner[] => names.map((name) => ({ name }));
  return (
    <Lines<Partner>
      path="identity.partners"
      label={t("partners")}
      rows={toRows(partners)}
      onChange={(edit) => change({ type: "identity", patch: (now) => ({ partners: edit(toRows(now.partners)).map(({ name }) => name) }) })}
      make={() => ({ name: "" })}
      addLabel={t("addPartner")}
      rowLabel={(number) => t("partner", { number })}
      limit={10}
    >
      {(partner, patch, index) => (
        <Line
          path={`identity.partners.${index}`}
          label={t("partnerName")}
          value={partner.name}
          onChange={(name) => patch({ name })}
          limit={SHORT}
        />
      )}
    </Lines>
  );
}

/** This part is sealed in one constant size, so that its length says nothing; it must fit. */
function IdentityRoom({ identity }: { readonly identity: Identity }) {
  const t = useTranslations("write.identity");
  const { client } = useMember();
  const measured = useDeferredValue(identity);
  const [bytes, setBytes] = useState(0);
  useEffect(() => {
    let stale = false;
    const measure = async () => {
      const size = await client.vault.measureIdentity({ identity: measured });
      if (!stale) setBytes(size);
    };
    void measure().catch(() => undefined);
    return () => {
      stale = true;
    };
  }, [client, measured]);
  const share = bytes / IDENTITY_LIMIT_BYTES;
  if (share <= 0.8) return null;
  return share > 1 ? (
    <Notice tone="error" title={t("tooLongTitle")} live>
      {t("tooLong", { over: bytes - IDENTITY_LIMIT_BYTES })}
    </Notice>
  ) : (
    <Notice tone="warn">{t("nearlyFull", { percent: Math.round(share * 100) })}</Notice>
  );
}
