"use client";

import { useTranslations } from "use-intl";
import type { Position, Subject, SubjectName } from "@/lib/domain/dossier";
import { KeyValue } from "@/lib/ui";
import { useCountryName } from "../board/board-parts";
import { dateText } from "./date-text";
import { Section, Words } from "./section-parts";
import css from "./dossier.module.css";

export function SubjectSection({ subjects }: { readonly subjects: readonly Subject[] }) {
  const sections = useTranslations("domain.section");
  return (
    <Section title={sections("subjects")} empty={subjects.length === 0}>
      {subjects.map((subject) => (
        <SubjectEntry key={subject.subjectId} subject={subject} />
      ))}
    </Section>
  );
}

/** Names in a script of their own come first, the Latin ones beneath. */
function nativeFirst(names: readonly SubjectName[]): SubjectName[] {
  const isLatin = (name: SubjectName) => !/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(name.full);
  return [...names].filter((name) => name.full !== "").sort((a, b) => Number(isLatin(a)) - Number(isLatin(b)));
}

function SubjectEntry({ subject }: { readonly subject: Subject }) {
  const t = useTranslations("dossier");
  const types = useTranslations("domain.nameType");
  const roles = useTranslations("domain.subjectRole");
  const identifiers = useTranslations("domain.identifierKind");
  const countryName = useCountryName();
  const pairs = [
    { id: "role", term: t("role"), value: subject.role === "" ? "" : roles(subject.role) },
    { id: "born", term: subject.kind === "person" ? t("born") : t("founded"), value: subject.birthDates.map(dateText).join(", ") },
    { id: "place", term: t("place"), value: subject.placeOfBirth },
    { id: "nationalities", term: t("nationalities"), value: subject.nationalities.map(countryName).join(", ") },
    { id: "positions", term: t("positions"), value: subject.positions.map((position) => positionText(position, t("present"))).join("; ") },
    {
      id: "identifiers",
      term: t("identifiers"),
      value: subject.identifiers
        .map(({ kind, number, country }) => `${identifiers(kind)} ${number}${country === "" ? "" : ` (${countryName(country)})`}`)
        .join("; "),
    },
  ].filter((pair) => pair.value !== "");
  return (
    <article className={css["entry"]}>
      <ul className={css["names"]} aria-label={t("names")}>
        {nativeFirst(subject.names).map((name, index) => (
          <li key={`${name.full}-${name.type}`} className={index === 0 ? css["mainName"] : undefined}>
            <Words text={name.full} />
            {name.type !== "primary" && <span className={css["meta"]}> {types(name.type)}</span>}
          </li>
        ))}
      </ul>
      {pairs.length > 0 && <KeyValue pairs={pairs.map((pair) => ({ ...pair, value: <Words text={pair.value} /> }))} />}
    </article>
  );
}

function positionText(position: Position, present: string): string {
  const words = [position.title, position.rank, position.unit, position.organisation].filter((word) => word !== "").join(", ");
  const until = position.current ? present : dateText(position.to);
  const tenure = [dateText(position.from), until].filter((part) => part !== "").join(" – ");
  return tenure === "" ? words : `${words} (${tenure})`;
}
