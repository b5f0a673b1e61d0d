"use client";

/** How an exhibit was captured, how far it is to be trusted and how it is to be handled: for those who know it, folded for the rest. */
import { useTranslations } from "use-intl";
import type { Evidence } from "@/lib/domain/dossier";
import { CAPTURE_METHODS, CREDIBILITY_GRADES, RELIABILITY_GRADES } from "@/lib/domain/themes";
import { DateField, FieldPairs } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import { Line, LongText, OptionalChoice } from "../fields/fields";
import { useOptions } from "../fields/labels";
import { cleanDateText } from "../fields/partial-date";
import { More, type EvidencePartProps } from "./evidence-part";
import { useEvidenceOptions } from "./link-options";

const isFilled = (item: Evidence, names: readonly (keyof Evidence)[]): boolean => names.some((name) => item[name] !== "" && item[name] !== "unanswered");

type TextName =
  | "captureUrl" | "capturedAt" | "captureTool" | "capturedBy" | "captureNote" | "metadataNote"
  | "originalAt" | "archiveUrl" | "accessNote" | "licence" | "riskNote";
const LIMITS: Partial<Record<TextName, number>> = { captureUrl: 2_000, capturedAt: 40, archiveUrl: 2_000 };
const HINTED = ["capturedAt", "capturedBy", "captureNote", "metadataNote", "originalAt", "accessNote", "riskNote"] as const;

function useWords({ item, edit }: EvidencePartProps) {
  const t = useTranslations("write.evidence");
  return (name: TextName) => ({
    path: `evidence.${item.id}.${name}`,
    label: t(`text.${name}`),
    hint: HINTED.some((hinted) => hinted === name) ? t(`hint.${name as (typeof HINTED)[number]}`) : undefined,
    optional: true,
    value: item[name],
    onChange: (value: string) => edit({ [name]: value }),
    ...(LIMITS[name] === undefined ? {} : { limit: LIMITS[name] }),
  });
}

export function HowItWasCaptured(part: EvidencePartProps) {
  const t = useTranslations("write.evidence");
  const { item, edit } = part;
  const words = useWords(part);
  const names = ["captureUrl", "capturedAt", "captureMethod", "captureTool", "capturedBy", "captureNote", "metadataNote"] as const;
  return (
    <More title={t("captureTitle")} filled={isFilled(item, names)}>
      <FieldPairs>
        <Line {...words("captureUrl")} />
        <Line {...words("capturedAt")} />
        <OptionalChoice
          path={`evidence.${item.id}.captureMethod`}
          label={t("captureMethod")}
          optional
          value={item.captureMethod}
          onChange={(captureMethod) => edit({ captureMethod })}
          options={useOptions("captureMethod", CAPTURE_METHODS)}
        />
        <Line {...words("captureTool")} />
        <Line {...words("capturedBy")} />
      </FieldPairs>
      <LongText {...words("captureNote")} rows={2} />
      <LongText {...words("metadataNote")} rows={2} />
    </More>
  );
}

export function HowFarItIsTrusted({ item, edit }: EvidencePartProps) {
  const t = useTranslations("write.evidence");
  const path = `evidence.${item.id}`;
  const others = useEvidenceOptions().filter(({ value }) => value !== item.id);
  const twoSources = useOptions("twoSources", ["yes", "no"] as const);
  return (
    <More title={t("trustTitle")} filled={isFilled(item, ["reliability", "credibility", "twoSources", "translationOf"])}>
      <FieldPairs>
        <OptionalChoice
          path={`${path}.reliability`}
          label={t("reliability")}
          optional
          value={item.reliability}
          onChange={(reliability) => edit({ reliability })}
          options={useOptions("reliability", RELIABILITY_GRADES)}
        />
        <OptionalChoice
          path={`${path}.credibility`}
          label={t("credibility")}
          hint={t("credibilityHint")}
          optional
          value={item.credibility}
          onChange={(credibility) => edit({ credibility })}
          options={useOptions("credibility", CREDIBILITY_GRADES)}
        />
        <OptionalChoice
          path={`${path}.twoSources`}
          label={t("twoSources")}
          optional
          value={item.twoSources === "unanswered" ? "" : item.twoSources}
          onChange={(answer) => edit({ twoSources: answer === "" ? "unanswered" : answer })}
          options={twoSources}
        />
        <OptionalChoice
          path={`${path}.translationOf`}
          label={t("translationOf")}
          optional
          value={item.translationOf}
          onChange={(translationOf) => edit({ translationOf })}
          options={others}
        />
      </FieldPairs>
    </More>
  );
}

export function HowItIsKept(part: EvidencePartProps) {
  const t = useTranslations("write.evidence");
  const { problem } = useEditor();
  const words = useWords(part);
  const path = `evidence.${part.item.id}.keepUntil`;
  const names = ["originalAt", "archiveUrl", "accessNote", "licence", "keepUntil", "riskNote"] as const;
  return (
    <More title={t("keepTitle")} filled={isFilled(part.item, names)}>
      <FieldPairs>
        <Line {...words("originalAt")} />
        <Line {...words("archiveUrl")} />
        <Line {...words("licence")} />
        <DateField
          id={path}
          label={t("text.keepUntil")}
          hint={t("hint.keepUntil")}
          value={part.item.keepUntil}
          onChange={(text) => part.edit({ keepUntil: cleanDateText(text) })}
          error={problem(path)}
          exact
          optional
        />
      </FieldPairs>
      <LongText {...words("accessNote")} rows={2} />
      <LongText {...words("riskNote")} rows={2} />
    </More>
  );
}
