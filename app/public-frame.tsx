"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { SkipLink } from "@/lib/ui";
import { Mark } from "./mark";
import { leaveForEmptyPage, QuickExit } from "./quick-exit";
import css from "./public-frame.module.css";

const LINKS = [
  { id: "help", href: "/help" },
  { id: "security", href: "/security" },
  { id: "signIn", href: "/sign-in" },
] as const;

export interface PublicFrameProps {
  readonly children: ReactNode;
  /** What has to happen before the page is left in a hurry; by default nothing. */
  readonly onQuickExit?: (() => void) | undefined;
}

/** The frame of pages that anyone may see: the mark, three links, and the way out in its corner. */
export function PublicFrame({ children, onQuickExit = leaveForEmptyPage }: PublicFrameProps) {
  const t = useTranslations("front");
  const pathname = usePathname();
  return (
    <div className={css["frame"]}>
      <SkipLink to="main" />
      <header className={css["bar"]}>
        <div className={css["barInner"]}>
          <Link href="/" className={css["brand"]}>
            <Mark />
            <span>{t("name")}</span>
          </Link>
          <nav className={css["nav"]} aria-label={t("navLabel")}>
            {LINKS.map(({ id, href }) => (
              <Link key={id} href={href} aria-current={href === pathname ? "page" : undefined}>
                {t(`nav.${id}`)}
              </Link>
            ))}
          </nav>
          <div className={css["exit"]}>
            <QuickExit onExit={onQuickExit} />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={css["main"]}>
        {children}
      </main>
      <footer className={css["foot"]}>
        <p>{t("foot")}</p>
      </footer>
    </div>
  );
}
