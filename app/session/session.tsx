"use client";

/**
 * Who is signed in on this page, and the client with its open vault. Lives in memory only: a reload ends the vault
 * worker, and the passphrase opens it again.
 */
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from "react";
import { createBrowserClient, type BrowserClient, type Lie } from "@/lib/client/browser-client";
import { removeScratch } from "@/lib/client/package-sink";
import { signOut, type SignedIn } from "@/lib/client/sign-in";
import { syncLogs } from "@/lib/client/sync-logs";
import type { LogView, Role } from "@/lib/crypto/api";
import { useIdleLock } from "./use-idle-lock";

export type Member = {
  userId: string;
  handle: string;
  roles: readonly Role[];
  /** The coalition's log first. */
  logs: readonly LogView[];
};

export type Session = {
  /** The one client of this page; its vault is empty until somebody signs in. */
  client: () => BrowserClient;
  member: Member | null;
  /** What the server was caught at since this page was loaded. */
  lie: Lie | null;
  /** Somebody who has just made an account and has not signed in yet. */
  newcomer: { handle: string; joined: boolean } | null;
  welcome(newcomer: { handle: string; joined: boolean }): void;
  /** After signIn: whose page this is now, with the roles that the replayed logs give. */
  enter(signedIn: SignedIn): void;
  /** Replays what is new in the logs and shows it. */
  refresh: () => Promise<void>;
  /** Ends the vault worker and shows the locked page. */
  lock: () => void;
  /** Ends the session at the server too. */
  leave: () => Promise<void>;
  /** Ends the vault worker and opens a harmless page. */
  quickExit: () => void;
};

const SessionContext = createContext<Session | null>(null);

export function rolesOf(logs: readonly LogView[]): Role[] {
  return logs.flatMap((log) => (log.myRole === null ? [] : [log.myRole]));
}

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const held = useRef<BrowserClient | null>(null);
  const [member, setMember] = useState<Member | null>(null);
  const [newcomer, setNewcomer] = useState<Session["newcomer"]>(null);
  const [lie, setLie] = useState<Lie | null>(null);

  const client = useCallback((): BrowserClient => {
    held.current ??= createBrowserClient(setLie);
    return held.current;
  }, []);

  const close = useCallback(() => {
    held.current?.close();
    held.current = null;
    setMember(null);
  }, []);

  const lock = useCallback(() => {
    close();
    location.replace("/locked");
  }, [close]);

  useIdleLock(member !== null, lock);

  const session = useMemo<Session>(() => {
    const show = ({ userId, handle, logs }: SignedIn) => {
      setMember({ userId, handle, logs, roles: rolesOf(logs) });
      setNewcomer(null);
    };
    return {
      client,
      member,
      lie,
      newcomer,
      welcome: setNewcomer,
      enter: (signedIn) => {
        // A package that was left half way is plaintext in this browser's private folder.
        void removeScratch().catch(() => undefined);
        show(signedIn);
      },
      refresh: async () => {
        if (member === null) return;
        const synced = await syncLogs(client());
        if (synced.ok) show({ ...member, logs: synced.value });
      },
      lock,
      leave: async () => {
        await signOut(client());
        close();
        location.replace("/");
      },
      quickExit: () => {
        close();
        location.replace("about:blank");
      },
    };
  }, [client, member, lie, newcomer, lock, close]);

  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession outside of SessionProvider");
  return session;
}

/** For pages behind the door: the member, and the client whose vault is open. */
export function useMember(): { member: Member; client: BrowserClient; session: Session } {
  const session = useSession();
  if (session.member === null) throw new Error("useMember outside of the portal");
  return { member: session.member, client: session.client(), session };
}

export function coalitionLog(member: Member): LogView | null {
  return member.logs.find((log) => log.kind === "coalition") ?? null;
}

/** The log of the organisation that this member is in; coordinators read others too, but belong to none by that. */
export function organisationLog(member: Member): LogView | null {
  return member.logs.find((log) => log.kind === "org" && log.myRole !== null) ?? null;
}
