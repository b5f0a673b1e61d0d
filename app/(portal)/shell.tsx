"use client";

import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useCallback, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Mark } from "@/app/mark";
import { QuickExit } from "@/app/quick-exit";
import { awayPreference } from "@/app/theme";
import { Button, classNames, CommandPalette, Icon, IconButton, Menu, SkipLink } from "@/lib/ui";
import type { Command, MenuItem } from "@/lib/ui";
import { Navigation, PLACES, type Place, type Waiting } from "./navigation";
import { useAway } from "./use-away";
import css from "./shell.module.css";

export interface ShellProps {
  /** The places that this person's role has, in order. */
  readonly items: readonly Place[];
  /** Marked in the navigation; by default the place whose address is open. */
  readonly current?: Place | undefined;
  readonly waiting?: Waiting | undefined;
  readonly onLock: () => void;
  readonly onSignOut: () => void;
  /** Must end the vault first, then leave the page (`leaveForEmptyPage`). */
  readonly onQuickExit: () => void;
  /** Above everything on the page: invented data, an alarm about trust. */
  readonly banners?: ReactNode;
  /** Further commands of the page for the palette. */
  readonly commands?: readonly Command[] | undefined;
  readonly children: ReactNode;
}

const IN_MENU: readonly Place[] = ["me", "help"];

/** The frame of every page behind the sign-in: bar, banners, the page itself, and the bar below on a phone. */
export function Shell(props: ShellProps) {
  const { items, waiting = {}, banners, children } = props;
  const t = useTranslations("shell");
  const pathname = usePathname();
  const [searching, setSearching] = useState(false);
  const [whenAway] = awayPreference.use();
  const away = useAway(whenAway === "hide");
  const current = props.current ?? items.find((place) => PLACES[place].href === pathname);
  const main = items.filter((place) => !IN_MENU.includes(place));
  const menu = useMenuItems(props, current);
  const commands = useShellCommands(props);
  const onSearching = useCallback((open: boolean) => setSearching(open), []);

  return (
    <div className={classNames(css["shell"], away && css["away"])}>
      <SkipLink to="main" />
      <header className={css["bar"]}>
        <div className={css["barInner"]}>
          <Link href="/home" className={css["brand"]} aria-label={t("toHome")}>
            <Mark />
            <span>{t("name")}</span>
          </Link>
          <Navigation items={main} current={current} waiting={waiting} />
          <div className={css["tools"]}>
            <IconButton icon="search" label={t("search")} onClick={() => setSearching(true)} />
            <div className={css["wide"]}>
              <Menu items={menu} trigger={(button) => <IconButton icon="person" label={t("account")} {...button} />} />
            </div>
            <IconButton icon="lock" label={t("lock")} onClick={props.onLock} />
            <QuickExit onExit={props.onQuickExit} />
          </div>
        </div>
      </header>
      <aside aria-label={t("banners")}>{banners}</aside>
      <main id="main" tabIndex={-1} className={css["main"]} aria-hidden={away || undefined}>
        {children}
      </main>
      {away && <p className={css["cover"]}>{t("away")}</p>}
      <Navigation items={main} current={current} waiting={waiting} phone>
        <li>
          <Menu items={menu} upwards trigger={(button) => <MoreButton {...button} />} />
        </li>
      </Navigation>
      <CommandPalette open={searching} onOpenChange={onSearching} commands={commands} />
    </div>
  );
}

function MoreButton(button: { readonly onClick: () => void }) {
  const t = useTranslations("shell");
  return (
    <Button {...button} variant="plain" className={css["more"]}>
      <Icon name="more" />
      {t("more")}
    </Button>
  );
}

function useMenuItems({ items, onSignOut }: ShellProps, current: Place | undefined): readonly MenuItem[] {
  const t = useTranslations("shell");
  const links = IN_MENU.filter((place) => items.includes(place)).map((place) => ({
    id: place,
    label: t(`nav.${place}`),
    icon: PLACES[place].icon,
    href: PLACES[place].href,
    current: place === current,
  }));
  return [...links, { id: "sign-out", label: t("signOut"), icon: "exit", run: onSignOut }];
}

function useShellCommands({ items, commands = [], onLock, onSignOut }: ShellProps): readonly Command[] {
  const t = useTranslations("shell");
  const router = useRouter();
  const places = items.map((place) => ({
    id: `go-${place}`,
    label: t(`nav.${place}`),
    hint: t("goTo"),
    icon: PLACES[place].icon,
    run: () => router.push(PLACES[place].href),
  }));
  return [
    ...commands,
    ...places,
    { id: "lock", label: t("lock"), icon: "lock", run: onLock },
    { id: "sign-out", label: t("signOut"), icon: "exit", run: onSignOut },
  ];
}
