"use client";

import { useTranslations } from "use-intl";
import { WhoReads } from "@/app/who-reads";
import type { Suggestion } from "@/lib/domain/masks";
import { Button, Notice, Panel, useToast } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import { useReaders } from "../editor/readers";
import { useLabel } from "../fields/labels";
import { Places } from "./places";
import { useMasking, type Wanted } from "./use-masking";
import css from "./words.module.css";

/** One mask for all spellings of one entry. */
function wantedOf(suggestions: readonly Suggestion[]): readonly Wanted[] {
  const groups = new Map<string, Suggestion[]>();
  for (const suggestion of suggestions.filter(({ occurrences }) => occurrences.length > 0)) {
    const key = suggestion.maskId ?? `${suggestion.reason} ${suggestion.entry}`;
    groups.set(key, [...(groups.get(key) ?? []), suggestion]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ kind: first.kind, words: [first, ...others].map(({ words }) => words), id: first.maskId ?? undefined }],
  );
}

export function Suggestions({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  const t = useTranslations("write.words");
  const readers = useReaders("notes");
  const hide = useMasking();
  const wanted = wantedOf(suggestions);
  if (suggestions.length === 0) return null;
  return (
    <Panel title={t("suggestedTitle", { count: suggestions.length })} headingLevel={3} mark={<WhoReads readers={readers} />}>
      <p>{t("suggested")}</p>
      {wanted.length > 1 && (
        <div>
          <Button variant="primary" icon="witness" onClick={() => hide(wanted)}>
            {t("maskAll")}
          </Button>
        </div>
      )}
      <ul className={css["rows"]}>
        {suggestions.map((suggestion) => (
          <SuggestionRow key={suggestion.words} suggestion={suggestion} />
        ))}
      </ul>
    </Panel>
  );
}

function SuggestionRow({ suggestion }: { readonly suggestion: Suggestion }) {
  const t = useTranslations("write.words");
  const label = useLabel();
  const toast = useToast();
  const { change } = useEditor();
  const hide = useMasking();
  const { words, entry, reason, kind, occurrences, fixed } = suggestion;
  const dismiss = () => {
    change({ type: "dismiss-words", words: [words], dismissed: true });
    toast(t("left", { words }), { label: t("undo"), run: () => change({ type: "dismiss-words", words: [words], dismissed: false }) });
  };
  return (
    <li className={css["row"]} aria-label={words}>
      <div className={css["head"]}>
        <bdi className={css["found"]}>{words}</bdi>
        <span className={css["actions"]}>
          {occurrences.length > 0 && (
            <Button icon="witness" onClick={() => hide(wantedOf([suggestion]))}>
              {t("maskEverywhere")}
              <span className="visually-hidden"> ({words})</span>
            </Button>
          )}
          <Button variant="plain" onClick={dismiss}>
            {t("leave")}
            <span className="visually-hidden"> ({words})</span>
          </Button>
        </span>
      </div>
      <p className={css["small"]}>
        {t(`why.${reason}`, { entry })} {occurrences.length > 0 && t("as", { kind: label("maskKind", kind).toLocaleLowerCase() })}
      </p>
      {occurrences.length > 0 && <Places occurrences={occurrences} />}
      {fixed.length > 0 && (
        <Notice tone="warn">
          <p>{t("fixed")}</p>
          <ul className={css["places"]}>
            {fixed.map((text) => (
              <li key={text} className={css["fixedText"]}>
                <bdi>{text}</bdi>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </li>
  );
}
