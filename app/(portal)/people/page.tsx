"use client";

import { useTranslations } from "use-intl";
import { coalitionLog, organisationLog, useMember } from "../../session/session";
import { InvitationPanel } from "./invitation-panel";
import { LogHistory } from "./log-history";
import { MemberTable, OrganisationTable } from "./member-table";
import css from "./people.module.css";

export default function PeoplePage() {
  const t = useTranslations("people");
  const { member } = useMember();
  const coalition = coalitionLog(member);
  const organisation = organisationLog(member);
  const coordinates = coalition?.myRole === "coordinator";
  return (
    <div className={css["page"]}>
      <h1>{t("title")}</h1>
      {organisation !== null && (
        <>
          <p className={css["lead"]}>{t("leadOrganisation")}</p>
          <MemberTable log={organisation} />
          {organisation.myRole === "lead" && <InvitationPanel log={organisation} roles={["researcher"]} />}
        </>
      )}
      {coalition !== null && coalition.myRole !== null && (
        <>
          <p className={css["lead"]}>{t("leadCoalition")}</p>
          <MemberTable log={coalition} />
          {coordinates && <OrganisationTable log={coalition} />}
          {coordinates && <InvitationPanel log={coalition} roles={["organisation", "reviewer", "coordinator"]} />}
        </>
      )}
      {(coordinates ? coalition : organisation) !== null && <LogHistory log={coordinates ? coalition : organisation} />}
    </div>
  );
}
