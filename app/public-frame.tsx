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
] as const;
const SIGN_IN = { id: "signIn", href: "/sign-in" } as const;
const HOME = { id: "home", href: "/home" } as const;

export interface PublicFrameProps {
  readonly children: ReactNode;
  /** Somebody is signed in: the way leads back to their work. */
  readonly signedIn?: boolean | undefined;
  /** Ends the vault and leaves; the page alone has none to end. */
  readonly onQuickExit?: (() => void) | undefined;
}

/** The frame of pages that anyone may see: the mark, three links, and the way out in its corner. */
export function PublicFrame({ children, signedIn = false, onQuickExit = leaveForEmptyPage }: PublicFrameProps) {
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
            {[...LINKS, signedIn ? HOME : SIGN_IN].map(({ id, href }) => (
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
