import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon, type IconName } from "./icons";
import css from "./notice.module.css";

export type Tone = "info" | "warn" | "error" | "success";

const ICONS: Record<Tone, IconName> = { info: "info", warn: "alert", error: "alert", success: "check" };

export interface NoticeProps {
  readonly tone?: Tone | undefined;
  /** What happened, in a sentence. */
  readonly title?: ReactNode;
  /** What it means, and what to do now. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Set when it appears after the page has loaded: errors interrupt, the rest waits its turn. */
  readonly live?: boolean | undefined;
}

export function Notice({ tone = "info", title, children, actions, live = false }: NoticeProps) {
  const role = live ? (tone === "error" ? "alert" : "status") : undefined;
  return (
    <div className={classNames(css["notice"], css[tone])} role={role}>
      <Icon name={ICONS[tone]} />
      <div className={css["body"]}>
        {title !== undefined && <p className={css["title"]}>{title}</p>}
        {children !== undefined && <div>{children}</div>}
        {actions !== undefined && <div className={css["actions"]}>{actions}</div>}
      </div>
    </div>
  );
}

export interface EmptyStateProps {
  readonly title: string;
  /** What will stand here, and how the first one comes about. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly headingLevel?: 2 | 3 | undefined;
}

/** A list with nothing in it yet: it teaches instead of apologising. */
export function EmptyState({ title, children, action, headingLevel = 2 }: EmptyStateProps) {
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <section className={css["empty"]}>
      <Heading>{title}</Heading>
      <div>{children}</div>
      {action}
    </section>
  );
}
