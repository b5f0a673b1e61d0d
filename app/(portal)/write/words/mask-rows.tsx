"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { MASKED_WORDS_MAX, SPELLINGS_MAX, type Mask } from "@/lib/domain/dossier";
import { MASK_PATTERN, maskText, type StandingMask } from "@/lib/domain/masks";
import { Button, ConfirmDialog, IconButton, Panel, TextField } from "@/lib/ui";
import { WhoReads } from "@/app/who-reads";
import { useEditor } from "../editor/editor-context";
import { useReaders } from "../editor/readers";
import { MaskMark } from "../../masked-text";
import { Places, type Occurrence } from "./places";
import { useMasking } from "./use-masking";
import css from "./words.module.css";

type MaskTableProps = { readonly title: string; readonly block: "sources" | "notes"; readonly masks: readonly Mask[]; readonly standing: readonly StandingMask[] };

/** The rows of one table, with who will be able to read the words. */
export function MaskTable({ title, block, masks, standing }: MaskTableProps) {
  const readers = useReaders(block);
  if (masks.length === 0) return null;
  return (
    <Panel title={title} headingLevel={3} mark={<WhoReads readers={readers} />}>
      <ul className={css["rows"]}>
        {masks.map((mask) => (
          <MaskRow key={mask.id} mask={mask} standing={standing} />
        ))}
      </ul>
    </Panel>
  );
}

/** Every place of one mask, by the text that stands for it. */
export function occurrencesOf(name: string, standing: readonly StandingMask[]): readonly Occurrence[] {
  return standing
    .filter(({ mask }) => maskText(mask) === name)
    .flatMap(({ place }) =>
      [...place.text.matchAll(MASK_PATTERN)]
        .filter((match) => match[0] === name)
        .map(({ index }) => ({ place, from: index, to: index + name.length })),
    );
}

function MaskRow({ mask, standing }: { readonly mask: Mask; readonly standing: readonly StandingMask[] }) {
  const t = useTranslations("write.words");
  const { change } = useEditor();
  const [asking, setAsking] = useState(false);
  const occurrences = useMemo(() => occurrencesOf(maskText(mask), standing), [mask, standing]);
  return (
    <li className={css["row"]} aria-label={maskText(mask)}>
      <div className={css["head"]}>
        <MaskMark name={mask} />
        <Button variant="plain" icon="retry" onClick={() => setAsking(true)}>
          {t("putBack")}
          <span className="visually-hidden"> ({maskText(mask)})</span>
        </Button>
      </div>
      <Spellings mask={mask} />
      <Places occurrences={occurrences} />
      <ConfirmDialog
        open={asking}
        title={t("putBackTitle", { mask: maskText(mask) })}
        confirmLabel={t("putBack")}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          change({ type: "unmask", id: mask.id });
        }}
      >
        <p>{t("putBackWhat", { words: mask.words[0] ?? "", count: occurrences.length })}</p>
      </ConfirmDialog>
    </li>
  );
}

function Spellings({ mask }: { readonly mask: Mask }) {
  const t = useTranslations("write.words");
  const { change } = useEditor();
  const hide = useMasking();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const add = () => {
    if (hide([{ id: mask.id, kind: mask.kind, words: [typed] }])) setTyped("");
    else setError(t("refused"));
  };
  return (
    <>
      <ul className={css["spellings"]} aria-label={t("spellings", { mask: maskText(mask) })}>
        {mask.words.map((word) => (
          <li key={word} className={css["spelling"]}>
            <bdi>{word}</bdi>
            {mask.words.length > 1 && (
              <IconButton icon="close" label={t("forget", { word })} onClick={() => change({ type: "forget-spelling", id: mask.id, spelling: word })} />
            )}
          </li>
        ))}
      </ul>
      {mask.words.length < SPELLINGS_MAX && (
        <form
          className={css["add"]}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <TextField
            label={t("addSpelling")}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              setError(undefined);
            }}
            maxLength={MASKED_WORDS_MAX}
            error={error}
          />
          <Button type="submit" icon="add" disabled={typed.trim() === ""}>
            {t("addSpellingDo")}
            <span className="visually-hidden"> ({maskText(mask)})</span>
          </Button>
        </form>
      )}
    </>
  );
}
