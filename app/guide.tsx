"use client";

import { useTranslations } from "use-intl";
import { PublicFrame } from "./public-frame";
import { useSession } from "./session/session";
import css from "./guide.module.css";

interface Topic {
  readonly title: string;
  readonly text: string;
}

interface Section {
  readonly title: string;
  readonly topics: Readonly<Record<string, Topic>>;
}

export interface GuideProps {
  readonly title: string;
  readonly lead: string;
  readonly sections: Readonly<Record<string, Section>>;
}

/** A document to look things up in: sections with their own addresses, each a list of short answers. */
export function Guide({ title, lead, sections }: GuideProps) {
  const t = useTranslations("front");
  const { member, quickExit } = useSession();
  const entries = Object.entries(sections);
  return (
    <PublicFrame signedIn={member !== null} onQuickExit={quickExit}>
      <article className={css["guide"]}>
        <header className={css["head"]}>
          <h1>{title}</h1>
          <p>{lead}</p>
        </header>
        <nav className={css["contents"]} aria-labelledby="contents">
          <h2 id="contents">{t("contents")}</h2>
          <ul>
            {entries.map(([id, section]) => (
              <li key={id}>
                <a href={`#${id}`}>{section.title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {entries.map(([id, section]) => (
            <GuideSection key={id} id={id} section={section} />
          ))}
        </div>
      </article>
    </PublicFrame>
  );
}

function GuideSection({ id, section }: { readonly id: string; readonly section: Section }) {
  return (
    <section className={css["section"]} aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {section.title}
      </h2>
      <div className={css["topics"]}>
        {Object.entries(section.topics).map(([key, topic]) => (
          <div key={key} className={css["topic"]}>
            <h3>{topic.title}</h3>
            <p>{topic.text}</p>
          </div>
        ))}
      </div>
    </section>
  );
}
