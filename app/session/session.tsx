"use client";

/**
 * Who is signed in on this page, and the client with its open vault. Lives in memory only: a reload ends the vault
 * worker, and the passphrase opens it again.
 */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { createBrowserClient, type BrowserClient, type Lie } from "@/lib/client/browser-client";
import { removeScratch } from "@/lib/client/package-sink";
import { signOut, type SignedIn } from "@/lib/client/sign-in";
import { syncLogs } from "@/lib/client/sync-logs";
import { watchLine } from "@/lib/client/uploads/line";
import { UploadQueue } from "@/lib/client/uploads/upload-queue";
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
  /** Every upload of this page. It goes on while the page is locked. */
  readonly uploads: UploadQueue;
  /** The vault was locked, and the page stays since files are still being sent. */
  readonly locked: boolean;
  /** What the server was caught at since this page was loaded. */
  lie: Lie | null;
  /** Somebody who has just made an account and has not signed in yet. */
  newcomer: { handle: string; joined: boolean } | null;
  welcome(newcomer: { handle: string; joined: boolean }): void;
  /** After signIn: whose page this is now, with the roles that the replayed logs give. */
  enter(signedIn: SignedIn): void;
  /** Replays what is new in the logs and shows it. */
  refresh: () => Promise<void>;
  /** Ends the vault worker and shows the locked page. Files in flight are sent to their end. */
  lock: () => void;
  /** Ends uploads, and the session at the server too. */
  leave: () => Promise<void>;
  /** Ends the vault worker and uploads, and opens a harmless page. */
  quickExit: () => void;
};

const SessionContext = createContext<Session | null>(null);

export function rolesOf(logs: readonly LogView[]): Role[] {
  return logs.flatMap((log) => (log.myRole === null ? [] : [log.myRole]));
}

/** A fast machine seals several files beside each other; more than a few are but in each other's way on the line. */
const MOST_AT_ONCE = 4;
const atOnce = () => Math.min(MOST_AT_ONCE, Math.max(2, navigator.hardwareConcurrency));

/** How many files would be cut off if this page ended now. */
export function unfinishedUploads(uploads: UploadQueue): number {
  return uploads.snapshot().filter(({ state }) => state !== "done" && state !== "failed").length;
}

/** The page's uploads, which hear of the line. Asks before the page is left while there are any, whether it is locked or not. */
function usePageUploads(): UploadQueue {
  const [uploads] = useState(() => new UploadQueue(typeof navigator === "undefined" ? 2 : atOnce()));
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unfinishedUploads(uploads) > 0) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    const stopWatching = watchLine(uploads);
    return () => {
      stopWatching();
      removeEventListener("beforeunload", ask);
    };
  }, [uploads]);
  return uploads;
}

/** The page's client, made when it is first asked for, and what its server was caught at. */
function useClient() {
  const held = useRef<BrowserClient | null>(null);
  const [lie, setLie] = useState<Lie | null>(null);
  const client = useCallback((): BrowserClient => {
    held.current ??= createBrowserClient(setLie);
    return held.current;
  }, []);
  const closeClient = useCallback(() => {
    held.current?.close();
    held.current = null;
  }, []);
  return { client, lie, closeClient };
}

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const uploads = usePageUploads();
  const [locked, setLocked] = useState(false);
  const [member, setMember] = useState<Member | null>(null);
  const [newcomer, setNewcomer] = useState<Session["newcomer"]>(null);
  const { client, lie, closeClient } = useClient();

  const close = useCallback(() => {
    closeClient();
    setMember(null);
  }, [closeClient]);

  const lock = useCallback(() => {
    uploads.lock();
    close();
    // A new page holds nothing of this one. While files are sent, this one stays and forgets what it showed.
    if (unfinishedUploads(uploads) > 0) setLocked(true);
    else location.replace("/locked");
  }, [close, uploads]);

  const end = useCallback(() => {
    uploads.close();
    close();
  }, [close, uploads]);

  useIdleLock(member !== null, lock);

  const session = useMemo<Session>(() => {
    const show = ({ userId, handle, logs }: SignedIn) => {
      setMember({ userId, handle, logs, roles: rolesOf(logs) });
      setNewcomer(null);
      setLocked(false);
    };
    return {
      client,
      member,
      uploads,
      locked,
      lie,
      newcomer,
      welcome: setNewcomer,
      enter: (signedIn) => {
        // A package that was left half way is plaintext in this browser's private folder.
        void removeScratch().catch(() => undefined);
        uploads.enterAs(signedIn.userId);
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
        end();
        location.replace("/");
      },
      quickExit: () => {
        end();
        location.replace("about:blank");
      },
    };
  }, [client, member, uploads, locked, lie, newcomer, lock, end]);

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
