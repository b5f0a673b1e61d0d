import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "../mark";
import { Wordmark } from "./wordmark";
import css from "./door.module.css";

export default function DoorLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className={css["door"]}>
      <header className={css["head"]}>
        <Link href="/" className={css["home"]}>
          <Mark />
          <Wordmark />
        </Link>
      </header>
      <main id="main" className={css["sheet"]}>
        {children}
      </main>
    </div>
  );
}
