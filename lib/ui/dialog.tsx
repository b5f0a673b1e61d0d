"use client";

import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, IconButton } from "./button";
import { classNames } from "./class-names";
import { TextField } from "./text-field";
import css from "./dialog.module.css";

export interface DialogProps {
  readonly open: boolean;
  /** Called on Escape, on the cross and after a programmatic close; set `open` to false there. */
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the foot; the one that goes on comes last. */
  readonly actions?: ReactNode;
  readonly wide?: boolean | undefined;
}

/** A modal dialog on the browser's own <dialog>: focus is held inside and goes back where it came from. */
export function Dialog({ open, onClose, title, children, actions, wide = false }: DialogProps) {
  const t = useTranslations("ui");
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);

  return (
    <dialog
      ref={ref}
      className={classNames(css["dialog"], wide && css["wide"])}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      {open && (
        <div className={css["frame"]}>
          <div className={css["head"]}>
            <h2 id={titleId}>{title}</h2>
            <IconButton icon="close" label={t("close")} onClick={onClose} />
          </div>
          <div className={css["body"]}>{children}</div>
          {actions !== undefined && <div className={css["actions"]}>{actions}</div>}
        </div>
      )}
    </dialog>
  );
}

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: string;
  /** A sentence that says what will happen. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** For what cannot be taken back: this word has to be typed first. */
  readonly typedWord?: string | undefined;
  readonly danger?: boolean | undefined;
  readonly busy?: boolean | undefined;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, confirmLabel, onConfirm, onCancel, typedWord, danger = false, busy = false } = props;
  const t = useTranslations("ui");
  const [typed, setTyped] = useState("");
  const allowed = typedWord === undefined || typed.trim().toLowerCase() === typedWord.toLowerCase();

  function close(): void {
    setTyped("");
    onCancel();
  }

  function confirm(): void {
    if (!allowed) return;
    setTyped("");
    onConfirm();
  }

  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      actions={
        <>
          <Button onClick={close}>{t("cancel")}</Button>
          <Button variant={danger ? "danger" : "primary"} busy={busy} disabled={!allowed} onClick={confirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      {typedWord !== undefined && (
        <TextField label={t("typeWord", { word: typedWord })} value={typed} onChange={setTyped} mono narrow />
      )}
    </Dialog>
  );
}
