"use client";

import { useTranslations } from "use-intl";
import { WhoReads } from "@/app/who-reads";
import { Panel } from "@/lib/ui";
import { coalitionLog, useMember } from "../../../session/session";
import { useContent, useEditor } from "../editor/editor-context";
import { readersOf, type Block } from "../editor/readers";
import css from "./submit.module.css";

const BLOCKS = ["content", "identity", "sources", "notes"] as const satisfies readonly Block[];

/** Exactly who will be able to read what: circles first, then every account that is in them today. */
export function WhoWillRead() {
  const t = useTranslations("write.readers");
  const { caseHeader } = useContent();
  return (
    <Panel title={t("title")} headingLevel={3}>
      <p>{t("lead")}</p>
      <dl className={css["readers"]}>
        {BLOCKS.map((block) => (
          <div key={block}>
            <dt>{t(`block.${block}`)}</dt>
            <dd>
              <WhoReads readers={readersOf(block, caseHeader)} />
              <p>{explain(t, block, caseHeader.identityMode === "sealed", caseHeader.sourcesShared)}</p>
            </dd>
          </div>
        ))}
        <Naming />
        <Files />
      </dl>
      <Accounts />
    </Panel>
  );
}

type Words = ReturnType<typeof useTranslations<"write.readers">>;

function explain(t: Words, block: Block, sealed: boolean, sourcesShared: boolean): string {
  if (block === "identity") return sealed ? t("identitySealed") : t("identityKnown");
  if (block === "sources") return sourcesShared ? t("sourcesShared") : t("sourcesSealed");
  return block === "notes" ? t("notes") : t("content");
}

function Naming() {
  const t = useTranslations("write.readers");
  const { namingToGovernment, namingInPublic } = useContent().caseHeader;
  return (
    <div>
      <dt>{t("naming")}</dt>
      <dd>
        <p>{namingInPublic ? t("namedInPublic") : namingToGovernment ? t("namedToGovernment") : t("notNamed")}</p>
      </dd>
    </div>
  );
}

function Files() {
  const t = useTranslations("write.readers");
  const { files } = useEditor().snapshot.state;
  const count = (compartment: "c" | "s" | "n") => files.filter((file) => file.compartment === compartment).length;
  return (
    <div>
      <dt>{t("files")}</dt>
      <dd>
        <p>{t("filesCount", { content: count("c"), sources: count("s"), notes: count("n") })}</p>
      </dd>
    </div>
  );
}

function Accounts() {
  const t = useTranslations("write.readers");
  const { member } = useMember();
  const coalition = coalitionLog(member);
  if (coalition === null) return null;
  const handles = (role: "coordinator" | "reviewer") =>
    coalition.members.filter((other) => other.role === role).map((other) => other.handle);
  const listed = (role: "coordinator" | "reviewer") => handles(role).join(", ") || t("nobody");
  return (
    <div className={css["accounts"]}>
      <p>{t("coordinatorsToday", { count: handles("coordinator").length, handles: listed("coordinator") })}</p>
      <p>{t("reviewersToday", { count: handles("reviewer").length, handles: listed("reviewer") })}</p>
      <p>{t("later")}</p>
    </div>
  );
}
