"use client";

/** The dossier as its reader may see it, in the order of the memo (domain: cover, subjects, law, facts, evidence, against, why). */
import { useTranslations } from "use-intl";
import type { Content } from "@/lib/domain/dossier";
import type { PublicFile } from "@/lib/crypto/api";
import { KeyValue } from "@/lib/ui";
import { subjectName } from "@/lib/client/summarise-dossier";
import { useCountryName } from "../board/board-parts";
import { EvidenceSection } from "./evidence-section";
import { IncidentSection } from "./incident-section";
import { Prose, Section, Words } from "./section-parts";
import { SubjectSection } from "./subject-section";
import css from "./dossier.module.css";

type ContentViewProps = { readonly dossierId: string; readonly content: Content; readonly earlier: Content | null; readonly files: readonly PublicFile[]; readonly mine: boolean };

export function ContentView({ dossierId, content, earlier, files, mine }: ContentViewProps) {
  const sections = useTranslations("domain.section");
  const t = useTranslations("dossier");
  const { exculpatory } = content;
  return (
    <>
      <CaseSection content={content} />
      <SubjectSection subjects={content.subjects} />
      <LawSection content={content} />
      <IncidentSection content={content} />
      <EvidenceSection {...{ dossierId, content, earlier, files, mine }} />
      <Section title={sections("exculpatory")} empty={exculpatory.answer === "unanswered"}>
        {exculpatory.answer === "none-known" && <p>{t("none_known")}</p>}
        {exculpatory.text !== "" && <Prose text={exculpatory.text} />}
      </Section>
      <InterestSection content={content} />
      <RequestSection content={content} />
    </>
  );
}

function CaseSection({ content }: { readonly content: Content }) {
  const t = useTranslations("dossier");
  const sections = useTranslations("domain.section");
  const themes = useTranslations("domain.theme");
  const confidentiality = useTranslations("domain.confidentiality");
  const countryName = useCountryName();
  const { caseHeader } = content;
  const naming = [caseHeader.namingToGovernment && t("namingGovernment"), caseHeader.namingInPublic && t("namingPublic")].filter(Boolean);
  return (
    <Section title={sections("case")} empty={false}>
      <KeyValue
        pairs={[
          { id: "countries", term: t("headerCountries"), value: caseHeader.countriesOfConduct.map(countryName).join(", ") },
          { id: "themes", term: t("headerThemes"), value: caseHeader.themes.map((theme) => themes(theme)).join(", ") },
          {
            id: "confidentiality",
            term: t("headerConfidentiality"),
            value: caseHeader.confidentiality === "" ? "" : confidentiality(caseHeader.confidentiality),
          },
          { id: "naming", term: t("headerNaming"), value: naming.length === 0 ? t("namingNone") : naming.join(", ") },
          { id: "urgency", term: t("headerUrgency"), value: caseHeader.urgency === "" ? "" : <Words text={caseHeader.urgency} /> },
        ].filter((pair) => pair.value !== "")}
      />
      {caseHeader.summary !== "" && (
        <>
          <h3>{t("summary")}</h3>
          <Prose text={caseHeader.summary} />
        </>
      )}
      {caseHeader.background !== "" && (
        <>
          <h3>{t("background")}</h3>
          <Prose text={caseHeader.background} />
        </>
      )}
    </Section>
  );
}

function LawSection({ content }: { readonly content: Content }) {
  const t = useTranslations("dossier");
  const sections = useTranslations("domain.section");
  const authority = useTranslations("domain.authority");
  const criterion = useTranslations("domain.criterion");
  const link = useTranslations("domain.conductLink");
  return (
    <Section title={sections("legal-basis")} empty={content.legalBasis.length === 0}>
      {content.legalBasis.map((basis) => (
        <article key={basis.id} className={css["entry"]}>
          <h3>
            <Words text={subjectName(content.subjects.find(({ subjectId }) => subjectId === basis.subjectId))} />
            {basis.authority !== "" && <> · {authority(basis.authority)}</>}
          </h3>
          <KeyValue
            pairs={[
              { id: "criterion", term: t("criterion"), value: criterion.has(basis.criterion as "US-GLOMAG-HR") ? criterion(basis.criterion as "US-GLOMAG-HR") : basis.criterion },
              { id: "link", term: t("link"), value: basis.linkType === "" ? "" : link(basis.linkType) },
            ].filter((pair) => pair.value !== "")}
          />
          {basis.narrative !== "" && <Prose text={basis.narrative} />}
        </article>
      ))}
    </Section>
  );
}

function InterestSection({ content }: { readonly content: Content }) {
  const sections = useTranslations("domain.section");
  const interest = useTranslations("dossier.interest");
  const written = Object.entries(content.nationalInterest).filter(([, text]) => text !== "");
  return (
    <Section title={sections("national-interest")} empty={written.length === 0}>
      {written.map(([key, text]) => (
        <div key={key} className={css["entry"]}>
          <h3>{interest(key as "risks")}</h3>
          <Prose text={text} />
        </div>
      ))}
    </Section>
  );
}

function RequestSection({ content }: { readonly content: Content }) {
  const sections = useTranslations("domain.section");
  const authority = useTranslations("domain.authority");
  const asked = useTranslations("domain.asked");
  return (
    <Section title={sections("requested-actions")} empty={content.requestedActions.length === 0}>
      <KeyValue
        pairs={content.requestedActions.map((action) => ({
          id: action.id,
          term: [
            subjectName(content.subjects.find(({ subjectId }) => subjectId === action.subjectId)),
            action.authority === "" ? "" : authority(action.authority),
          ].join(" · "),
          value: action.asked.map((code) => asked(code)).join(", "),
        }))}
      />
    </Section>
  );
}
