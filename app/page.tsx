"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { LinkButton } from "@/lib/ui";
import { PublicFrame } from "./public-frame";
import { WhoReads, type Reader } from "./who-reads";
import css from "./front.module.css";

const SPECIMEN: readonly { readonly id: "case" | "identity" | "sources" | "notes"; readonly readers: readonly Reader[] }[] = [
  { id: "case", readers: ["organisation", "coordinators", "reviewers", "package"] },
  { id: "identity", readers: ["organisation", "coordinators"] },
  { id: "sources", readers: ["organisation"] },
  { id: "notes", readers: ["organisation"] },
];
const STEPS = ["write", "seal", "triage", "carry"] as const;
const DOCUMENTS = [
  { id: "help", href: "/help" },
  { id: "security", href: "/security" },
  { id: "verify", href: "/verify" },
] as const;

export default function FrontPage() {
  return (
    <PublicFrame>
      <Hero />
      <Steps />
      <Documents />
    </PublicFrame>
  );
}

function Hero() {
  const t = useTranslations("front");
  return (
    <div className={css["hero"]}>
      <div className={css["words"]}>
        <h1>{t("title")}</h1>
        <p className={css["lead"]}>{t("lead")}</p>
        <LinkButton href="/sign-in" variant="primary" size="large" icon="lock">
          {t("nav.signIn")}
        </LinkButton>
        <p className={css["note"]}>{t("newcomer")}</p>
      </div>
      <section className={css["specimen"]} aria-labelledby="specimen">
        <h2 id="specimen">{t("specimen.title")}</h2>
        <ul>
          {SPECIMEN.map(({ id, readers }) => (
            <li key={id}>
              <span className={css["block"]}>{t(`specimen.${id}`)}</span>
              <WhoReads readers={readers} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Steps() {
  const t = useTranslations("front");
  return (
    <section className={css["section"]} aria-labelledby="way">
      <h2 id="way">{t("way")}</h2>
      <ol className={css["steps"]}>
        {STEPS.map((step) => (
          <li key={step}>
            <h3>{t(`steps.${step}.title`)}</h3>
            <p>{t(`steps.${step}.text`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Documents() {
  const t = useTranslations("front");
  return (
    <section className={css["section"]} aria-labelledby="documents">
      <h2 id="documents">{t("documents.title")}</h2>
      <dl className={css["documents"]}>
        {DOCUMENTS.map(({ id, href }) => (
          <div key={id}>
            <dt>
              <Link href={href}>{t(`documents.${id}.title`)}</Link>
            </dt>
            <dd>{t(`documents.${id}.text`)}</dd>
          </div>
        ))}
        <div>
          <dt>{t("documents.source.title")}</dt>
          <dd>{t("documents.source.text")}</dd>
        </div>
      </dl>
    </section>
  );
}
