"use client";

/** Around a text field of the content: while something is selected in it, the selected words can be hidden in the whole dossier. */
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject } from "react";
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

const isField = (node: Element | null): node is Field => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;

export function Maskable({ path, children }: { readonly path: string; readonly children: ReactNode }) {
  return isOfContent(path) ? <Selecting>{children}</Selecting> : children;
}

function Selecting({ children }: { readonly children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  const words = useSelectedWords(root);
  const close = () => {
    const field = root.current?.querySelector<Field>("input, textarea");
    field?.focus();
    field?.setSelectionRange(field.selectionEnd, field.selectionEnd);
    field?.dispatchEvent(new Event("select", { bubbles: true }));
  };
  const isFit = words.length <= MASKED_WORDS_MAX && canBeSought(words);
  return (
    <div ref={root} className={css["selecting"]}>
      {children}
      {isFit && <MaskBar key={words} words={words} onClose={close} />}
    </div>
  );
}

/** What is selected in the field inside, by mouse, finger or key, for as long as the focus is in the field or at the buttons beside it. */
function useSelectedWords(root: RefObject<HTMLDivElement | null>): string {
  const [words, setWords] = useState("");
  useEffect(() => {
    const node = root.current;
    if (node === null) return;
    const stop = new AbortController();
    const read = () => {
      const field = document.activeElement;
      if (isField(field) && node.contains(field)) setWords(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0).trim());
    };
    // A moment later: a button that was pressed may be gone, and the focus with it to the next one.
    const leave = () => {
      document.removeEventListener("selectionchange", read);
      setTimeout(() => {
        if (!node.contains(document.activeElement)) setWords("");
      });
    };
    node.addEventListener("focusin", () => document.addEventListener("selectionchange", read, stop), stop);
    node.addEventListener("focusout", leave, stop);
    for (const event of ["select", "keyup", "pointerup", "input"]) node.addEventListener(event, read, stop);
    return () => stop.abort();
  }, [root]);
  return words;
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
