"use client";

import { useTranslations } from "use-intl";
import { Button, Notice } from "@/lib/ui";
import { coalitionLog, organisationLog, useMember } from "../../session/session";
import { BoardSummary } from "./board-summary";
import { JoinRequests } from "./join-requests";
import { OwnDossiers } from "./own-dossiers";
import css from "./home.module.css";

export default function HomePage() {
  const t = useTranslations("home");
  const { member, session } = useMember();
  const coalition = coalitionLog(member);
  const organisation = organisationLog(member);
  const triages = coalition?.myRole === "coordinator" || coalition?.myRole === "reviewer";
  const invites = [coalition, organisation].filter((log) => log?.myRole === "coordinator" || log?.myRole === "lead");
  return (
    <div className={css["page"]}>
      <h1>{t("title")}</h1>
      {member.roles.length === 0 && (
        <Notice
          tone="info"
          title={t("waitingTitle")}
          actions={<Button onClick={() => void session.refresh()}>{t("look")}</Button>}
        >
          {t("waiting", { handle: member.handle })}
        </Notice>
      )}
      {invites.map((log) => log !== null && <JoinRequests key={log.logId} logId={log.logId} />)}
      {organisation !== null && <OwnDossiers />}
      {triages && <BoardSummary coordinates={coalition?.myRole === "coordinator"} />}
    </div>
  );
}
