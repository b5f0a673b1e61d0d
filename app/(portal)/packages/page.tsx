"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { MadePackage, PreparedDossier } from "@/lib/client/make-package";
import type { Recipe } from "@/lib/domain/package-recipe";
import { Stepper } from "@/lib/ui";
import { BuildStep } from "./build-step";
import { ChooseStep } from "./choose-step";
import { PackageHistory } from "./package-history";
import { ReadyStep } from "./ready-step";
import css from "./packages.module.css";

type Stage =
  | { at: "choose" }
  | { at: "check"; recipe: Recipe; prepared: readonly PreparedDossier[] }
  | { at: "ready"; made: MadePackage };

const POSITION = { choose: 0, check: 1, ready: 2 } as const;

export default function PackagesPage() {
  const t = useTranslations("packages");
  const [stage, setStage] = useState<Stage>({ at: "choose" });
  return (
    <div className={css["page"]}>
      <h1>{t("title")}</h1>
      <p className={css["lead"]}>{t("lead")}</p>
      <Stepper label={t("steps")} steps={[t("stepChoose"), t("stepCheck"), t("stepBuild")]} current={POSITION[stage.at]} />
      {stage.at === "choose" && <ChooseStep onPrepared={(recipe, prepared) => setStage({ at: "check", recipe, prepared })} />}
      {stage.at === "check" && (
        <BuildStep
          recipe={stage.recipe}
          prepared={stage.prepared}
          onBack={() => setStage({ at: "choose" })}
          onMade={(made) => setStage({ at: "ready", made })}
        />
      )}
      {stage.at === "ready" && <ReadyStep made={stage.made} onAnother={() => setStage({ at: "choose" })} />}
      <PackageHistory />
    </div>
  );
}
