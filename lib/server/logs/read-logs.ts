import "server-only";
import { z } from "zod";
import type { logEntries, logList } from "@/lib/wire/logs";
import { db } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import type { SessionUser } from "../session";
import { entryOfRow } from "./log-rows";

const PAGE_ENTRIES = 200;
const kindSchema = z.enum(["coalition", "org"]);

/** The logs that the account may read (protocol 3.17). */
export async function listLogs(session: SessionUser): Promise<Outcome<z.output<typeof logList>>> {
  const rows = await db().log.findMany({ where: readable(session), orderBy: { logId: "asc" } });
  const logs = rows.map(({ logId, kind, headSeq }) => ({
    logId,
    kind: kindSchema.parse(kind),
    role: session.roles.find((held) => held.logId === logId)?.role ?? null,
    headSeq,
  }));
  return { ok: true, value: { logs } };
}

export async function readLog(session: SessionUser, logId: string, from: number): Promise<Outcome<z.output<typeof logEntries>>> {
  const log = await db().log.findFirst({ where: { AND: [{ logId }, readable(session)] }, select: { headSeq: true } });
  if (log === null) return refuse("not-found");
  const rows = await db().logEntry.findMany({
    where: { logId, seq: { gte: from, lte: log.headSeq } },
    orderBy: { seq: "asc" },
    take: PAGE_ENTRIES,
  });
  return { ok: true, value: { entries: rows.map(entryOfRow), headSeq: log.headSeq } };
}

/** Own logs; with any role the coalition's; a coordinator those of all registered organisations. */
function readable(session: SessionUser): { OR: object[] } {
  const own = { logId: { in: session.roles.map(({ logId }) => logId) } };
  const coalition = session.roles.length > 0 ? [{ coalition: true }] : [];
  const organisations = session.roles.some(({ role }) => role === "coordinator") ? [{ NOT: { pseudonym: null } }] : [];
  return { OR: [own, ...coalition, ...organisations] };
}
