"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames, Icon, type IconName } from "@/lib/ui";
import css from "./shell.module.css";

export type Place = "home" | "write" | "board" | "packages" | "people" | "me" | "help";

/** Where each place is, and its drawing; its name is in the catalogue (shell.nav). */
export const PLACES: Record<Place, { readonly href: string; readonly icon: IconName }> = {
  home: { href: "/home", icon: "home" },
  write: { href: "/write", icon: "pen" },
  board: { href: "/board", icon: "board" },
  packages: { href: "/packages", icon: "package" },
  people: { href: "/people", icon: "people" },
  me: { href: "/me", icon: "person" },
  help: { href: "/help", icon: "help" },
};

/** How many things wait at a place; shown beside its name. */
export type Waiting = Partial<Record<Place, number>>;

interface NavigationProps {
  readonly items: readonly Place[];
  readonly current: Place | undefined;
  readonly waiting: Waiting;
  readonly phone?: boolean | undefined;
  readonly children?: ReactNode;
}

export function Navigation({ items, current, waiting, phone = false, children }: NavigationProps) {
  const t = useTranslations("shell");
  return (
    <nav className={classNames(css["nav"], phone && css["phoneNav"])} aria-label={t("navLabel")}>
      <ul>
        {items.map((place) => {
          const count = waiting[place] ?? 0;
          return (
            <li key={place}>
              <Link href={PLACES[place].href} aria-current={place === current ? "page" : undefined}>
                {phone && <Icon name={PLACES[place].icon} />}
                {t(`nav.${place}`)}
                {count > 0 && (
                  <span className={css["count"]}>
                    {count}
                    <span className="visually-hidden"> {t("waiting")}</span>
                  </span>
                )}
              </Link>
            </li>
          );
        })}
        {children}
      </ul>
    </nav>
  );
}
