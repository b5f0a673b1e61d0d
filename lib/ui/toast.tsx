"use client";

import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, IconButton } from "./button";
import css from "./toast.module.css";

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action: ToastAction | undefined;
}

type ShowToast = (text: string, action?: ToastAction) => void;

const SHOWN_MS = 8000;
const ToastContext = createContext<ShowToast>(() => {});

/** Says in passing that something is done, with an action such as "Undo". Never the only place of an error. */
export function useToast(): ShowToast {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const t = useTranslations("ui");
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const nextId = useRef(0);

  const dismiss = useCallback((id: number) => {
    setToasts((shown) => shown.filter((toast) => toast.id !== id));
  }, []);

  const show = useCallback<ShowToast>(
    (text, action) => {
      const id = nextId.current++;
      setToasts((shown) => [...shown.slice(-2), { id, text, action }]);
      // One that offers an action stays until it is dismissed or pushed out: reading takes as long as it takes.
      if (action === undefined) window.setTimeout(() => dismiss(id), SHOWN_MS);
    },
    [dismiss],
  );

  return (
    <ToastContext value={show}>
      {children}
      <div className={css["stack"]} role="status" aria-live="polite">
        {toasts.map(({ id, text, action }) => (
          <div key={id} className={css["toast"]}>
            <p>{text}</p>
            {action !== undefined && (
              <Button
                variant="plain"
                onClick={() => {
                  dismiss(id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton icon="close" label={t("dismiss")} onClick={() => dismiss(id)} />
          </div>
        ))}
      </div>
    </ToastContext>
  );
}
