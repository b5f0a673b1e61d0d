"use client";

import { useTranslations } from "use-intl";
import { newIdentifier, type Identifier } from "@/lib/domain/dossier";
import { IDENTIFIER_KINDS } from "@/lib/domain/themes";
import { Choice, CountryChoice, Line } from "../fields/fields";
import { useOptions } from "../fields/labels";
import { Lines } from "../fields/rows";
import { WhenField } from "../fields/when-field";
import type { SubjectPartProps } from "./subject-part";

export function SubjectIdentifiers({ subject, edit }: SubjectPartProps) {
  const t = useTranslations("write.subjects");
  const path = `subjects.${subject.subjectId}.identifiers`;
  const make = (): Identifier => ({ ...newIdentifier(), kind: subject.kind === "person" ? "passport" : "registration-number" });
  return (
    <Lines<Identifier>
      path={path}
      label={t("identifiers")}
      rows={subject.identifiers}
      onChange={(change) => edit((now) => ({ identifiers: change(now.identifiers) }))}
      make={make}
      addLabel={t("addIdentifier")}
      rowLabel={(number) => t("identifierNumber", { number })}
      limit={40}
    >
      {(identifier, patch, index) => <IdentifierFields {...{ identifier, patch }} path={`${path}.${index}`} />}
    </Lines>
  );
}

type IdentifierFieldsProps = {
  readonly identifier: Identifier;
  readonly patch: (part: Partial<Identifier>) => void;
  readonly path: string;
};

function IdentifierFields({ identifier, patch, path }: IdentifierFieldsProps) {
  const t = useTranslations("write.subjects");
  const kinds = useOptions("identifierKind", IDENTIFIER_KINDS);
  return (
    <>
      <Choice path={`${path}.kind`} label={t("identifierKind")} value={identifier.kind} onChange={(kind) => patch({ kind })} options={kinds} />
      <Line path={`${path}.number`} label={t("number")} value={identifier.number} onChange={(number) => patch({ number })} />
      <CountryChoice path={`${path}.country`} label={t("issuedBy")} value={identifier.country} onChange={(country) => patch({ country })} />
      <WhenField path={`${path}.issued`} label={t("issued")} value={identifier.issued} onChange={(issued) => patch({ issued })} />
      <WhenField path={`${path}.expires`} label={t("expires")} value={identifier.expires} onChange={(expires) => patch({ expires })} />
    </>
  );
}
