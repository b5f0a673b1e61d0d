"use client";

import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Icon } from "./icons";
import css from "./lists.module.css";

export interface KeyValuePair {
  readonly id: string;
  readonly term: string;
  readonly value: ReactNode;
}

/** Facts about one thing, term by term. */
export function KeyValue({ pairs }: { readonly pairs: readonly KeyValuePair[] }) {
  return (
    <dl className={css["pairs"]}>
      {pairs.map(({ id, term, value }) => (
        <PairRow key={id} {...{ term, value }} />
      ))}
    </dl>
  );
}

function PairRow({ term, value }: { readonly term: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </>
  );
}

export interface TimelineEvent {
  readonly id: string;
  /** What happened. */
  readonly title: ReactNode;
  readonly at: Date;
  readonly who?: ReactNode;
  /** Only the day is known or meant. */
  readonly dayOnly?: boolean | undefined;
  /** Why, or what was said. */
  readonly body?: ReactNode;
}

/** History, newest first as given: what, when, who and why. */
export function Timeline({ events, label }: { readonly events: readonly TimelineEvent[]; readonly label: string }) {
  return (
    <ol className={css["timeline"]} aria-label={label}>
      {events.map((event) => (
        <li key={event.id} className={css["event"]}>
          <div className={css["eventHead"]}>
            <strong>{event.title}</strong>
            <span className={css["eventWhen"]}>
              <When at={event.at} dayOnly={event.dayOnly} />
              {event.who !== undefined && <> · {event.who}</>}
            </span>
          </div>
          {event.body}
        </li>
      ))}
    </ol>
  );
}

export interface WhenProps {
  readonly at: Date;
  readonly dayOnly?: boolean | undefined;
}

/** A moment by locale with the day spelt: "Thu, 7 March 2019, 14:03". A `dayOnly` moment is a day in UTC. */
export function When({ at, dayOnly = false }: WhenProps) {
  const format = useFormatter();
  const day = { weekday: "short", day: "numeric", month: "long", year: "numeric" } as const;
  const text = dayOnly
    ? format.dateTime(at, { ...day, timeZone: "UTC" })
    : format.dateTime(at, { ...day, hour: "2-digit", minute: "2-digit" });
  return <time dateTime={dayOnly ? at.toISOString().slice(0, 10) : at.toISOString()}>{text}</time>;
}

export interface StepperProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** Index of the step that is open; the ones before it are done. */
  readonly current: number;
}

/** Where in a short sequence one is. */
export function Stepper({ label, steps, current }: StepperProps) {
  const t = useTranslations("ui");
  return (
    <ol className={css["steps"]} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={css["step"]}
          data-state={index < current ? "done" : undefined}
          aria-current={index === current ? "step" : undefined}
        >
          <span aria-hidden="true">{index < current ? <Icon name="check" size={14} /> : index + 1}</span>
          <span>
            {step}
            {index < current && <span className="visually-hidden"> {t("stepDone")}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

export interface DisclosureProps {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly open?: boolean | undefined;
}

/** Detail one click deeper. */
export function Disclosure({ summary, children, open = false }: DisclosureProps) {
  return (
    <details className={css["disclosure"]} open={open}>
      <summary>
        <Icon name="chevron" size={18} />
        {summary}
      </summary>
      <div>{children}</div>
    </details>
  );
}
