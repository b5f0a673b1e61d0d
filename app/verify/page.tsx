"use client";

import { useCallback, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { verifyPackage, type Report } from "@/lib/client/package/verify-package";
import { Progress } from "@/lib/ui";
import { PublicFrame } from "../public-frame";
import { useSession } from "../session/session";
import { DropPackage } from "./drop-package";
import { ReportView } from "./report-view";
import css from "./verify.module.css";

type Check =
  | { at: "nothing" }
  | { at: "checking"; checked: number; total: number }
  | { at: "checked"; report: Report }
  | { at: "unreadable" };

/** A later choice overtakes an earlier one that is still being read. */
function useCheck() {
  const [check, setCheck] = useState<Check>({ at: "nothing" });
  const latest = useRef(0);
  const start = useCallback((file: Blob) => {
    const mine = ++latest.current;
    const show = (next: Check) => {
      if (mine === latest.current) setCheck(next);
    };
    show({ at: "checking", checked: 0, total: file.size });
    verifyPackage(file, (checked, total) => show({ at: "checking", checked, total })).then(
      (report) => show({ at: "checked", report }),
      () => show({ at: "unreadable" }),
    );
  }, []);
  return { check, start };
}

/** Works offline once loaded: everything that it needs came with the page. */
export default function VerifyPage() {
  const t = useTranslations("verify");
  const session = useSession();
  const { check, start } = useCheck();
  return (
    <PublicFrame signedIn={session.member !== null} onQuickExit={() => session.quickExit()}>
      <article className={css["page"]}>
        <header className={css["head"]}>
          <h1>{t("title")}</h1>
          <p>{t("intro")}</p>
        </header>
        <DropPackage onFile={start} />
        {check.at === "checking" && <Progress label={t("title")} doneBytes={check.checked} totalBytes={check.total} />}
        <div role="status">
          {check.at === "unreadable" && <p>{t("unreadable")}</p>}
          {check.at === "checked" && <ReportView report={check.report} />}
        </div>
      </article>
    </PublicFrame>
  );
}
