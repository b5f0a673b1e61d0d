import { useId, type ReactNode } from "react";
import { classNames } from "./class-names";
import css from "./layout.module.css";

export interface StackProps {
  readonly gap?: "tight" | "normal" | "wide" | undefined;
  readonly children: ReactNode;
}

/** One below the other, evenly spaced. */
export function Stack({ gap = "normal", children }: StackProps) {
  return <div className={classNames(css["stack"], gap !== "normal" && css[gap])}>{children}</div>;
}

/** Side by side, wrapping; `apart` pushes the ends to the edges. */
export function Cluster({ apart = false, children }: { readonly apart?: boolean | undefined; readonly children: ReactNode }) {
  return <div className={classNames(css["cluster"], apart && css["apart"])}>{children}</div>;
}

/** Short fields in as many columns as fit. */
export function FieldPairs({ children }: { readonly children: ReactNode }) {
  return <div className={css["pairs"]}>{children}</div>;
}

/** A main column with a narrow one beside it that stays in view; below each other on a phone. */
export function Beside({ aside, asideLabel, children }: { readonly aside: ReactNode; readonly asideLabel: string; readonly children: ReactNode }) {
  return (
    <div className={css["beside"]}>
      <div className={css["stack"]}>{children}</div>
      <aside className={classNames(css["stack"], css["aside"])} aria-label={asideLabel}>
        {aside}
      </aside>
    </div>
  );
}

export interface PageHeadProps {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  /** Above the title, small: a way back, a state. */
  readonly above?: ReactNode;
  /** At the end of the line. */
  readonly actions?: ReactNode;
}

/** The h1 of a page with what can be done with all of it. */
export function PageHead({ title, lead, above, actions }: PageHeadProps) {
  return (
    <div className={css["head"]}>
      <div className={css["headWords"]}>
        {above}
        <h1>
          <bdi>{title}</bdi>
        </h1>
        {lead !== undefined && <p className={css["lead"]}>{lead}</p>}
      </div>
      {actions !== undefined && <div className={css["cluster"]}>{actions}</div>}
    </div>
  );
}

export interface PanelProps {
  readonly title?: ReactNode;
  readonly headingLevel?: 2 | 3 | undefined;
  /** At the end of the title's line, for instance who can read this. */
  readonly mark?: ReactNode;
  readonly id?: string | undefined;
  readonly children: ReactNode;
}

/** A sheet of paper with one matter on it. */
export function Panel({ title, headingLevel = 2, mark, id, children }: PanelProps) {
  const titleId = useId();
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <section id={id} className={css["panel"]} aria-labelledby={title === undefined ? undefined : titleId}>
      {(title !== undefined || mark !== undefined) && (
        <div className={css["panelHead"]}>
          {title !== undefined && <Heading id={titleId}>{title}</Heading>}
          {mark}
        </div>
      )}
      {children}
    </section>
  );
}
