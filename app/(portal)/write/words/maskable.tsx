"use client";

/** Around a text field of the content: while something is selected in it, the selected words can be hidden in the whole dossier. */
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode, type SyntheticEvent } from "react";
import { useTranslations } from "use-intl";
import { MASK_KINDS, MASKED_WORDS_MAX } from "@/lib/domain/dossier";
import { canBeSought, planMasking } from "@/lib/domain/masks";
import { Button } from "@/lib/ui";
import { useContent, useEditor } from "../editor/editor-context";
import { useLabel } from "../fields/labels";
import { useMasking } from "./use-masking";
import css from "./words.module.css";

/** Identity, sources and notes have readers of their own; their words are hidden by their key already. */
const isOfContent = (path: string): boolean => !/^(identity|sources|notes)\./.test(path);

type Field = HTMLInputElement | HTMLTextAreaElement;

export function Maskable({ path, children }: { readonly path: string; readonly children: ReactNode }) {
  return isOfContent(path) ? <Selecting>{children}</Selecting> : children;
}

function Selecting({ children }: { readonly children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState("");
  const read = ({ target }: SyntheticEvent) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    setWords(target.value.slice(target.selectionStart ?? 0, target.selectionEnd ?? 0).trim());
  };
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node && root.current?.contains(relatedTarget))) setWords("");
  };
  const close = () => {
    setWords("");
    root.current?.querySelector<Field>("input, textarea")?.focus();
  };
  const isFit = words.length <= MASKED_WORDS_MAX && canBeSought(words);
  return (
    // The events are those of the field inside; this element only gathers them.
    <div ref={root} role="presentation" className={css["selecting"]} onSelect={read} onBlur={leave}>
      {children}
      {isFit && <MaskBar key={words} words={words} onClose={close} />}
    </div>
  );
}

/** Presses keep the focus in the field, so that the selection stays to be seen. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

function MaskBar({ words, onClose }: { readonly words: string; readonly onClose: () => void }) {
  const t = useTranslations("write.words");
  const [asking, setAsking] = useState(false);
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <div role="presentation" onMouseDown={keepFocus} onKeyDown={closeByKey}>
      <div className={css["bar"]} role="group" aria-label={t("barLabel")}>
        {asking ? (
          <ChooseKind words={words} onClose={onClose} />
        ) : (
          <Button variant="plain" icon="witness" onClick={() => setAsking(true)}>
            {t("mask")}
          </Button>
        )}
      </div>
    </div>
  );
}

function ChooseKind({ words, onClose }: { readonly words: string; readonly onClose: () => void }) {
  const t = useTranslations("write.words");
  const label = useLabel();
  const mask = useMasking();
  const { snapshot } = useEditor();
  const { sourcesShared } = useContent().caseHeader;
  const [refused, setRefused] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  // Whoever came by key goes on by key: the button that was pressed is gone.
  useEffect(() => {
    if (document.activeElement === document.body) first.current?.focus();
  }, []);
  const plan = planMasking(snapshot.state.dossier, { id: "", kind: "source", words: [words] });
  return (
    <>
      <p>{t("ask", { words, count: plan?.count ?? 0 })}</p>
      <div className={css["kinds"]}>
        {MASK_KINDS.map((kind, index) => (
          <Button
            key={kind}
            ref={index === 0 ? first : undefined}
            onClick={() => {
              if (mask([{ kind, words: [words] }])) onClose();
              else setRefused(true);
            }}
          >
            {label("maskKind", kind)}
          </Button>
        ))}
        <Button variant="plain" onClick={onClose}>
          {t("cancel")}
        </Button>
      </div>
      <p className={css["small"]}>{sourcesShared ? t("whoShared") : t("whoSealed")}</p>
      {refused && <p role="alert">{t("refused")}</p>}
    </>
  );
}
