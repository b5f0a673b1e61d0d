/** Logs: reading and appending. */
import { z } from "zod";
import { bytesOf, count, hexHash, hexId } from "./encoding";

export const entry = z.strictObject({
  seq: count,
  prev: bytesOf({ length: 32 }),
  by: bytesOf({ length: 16 }),
  body: bytesOf({ max: 1 << 20 }),
  sig: bytesOf({ length: 64 }),
});

/** GET /api/logs: the logs that the session's account may read. */
export const logList = z.strictObject({
  logs: z.array(
    z.strictObject({
      logId: hexId,
      kind: z.enum(["coalition", "org"]),
      role: z.enum(["coordinator", "reviewer", "lead", "researcher"]).nullable(),
      headSeq: count,
    }),
  ),
});

/** GET /api/logs/<id>?from=<seq>: at most 200 entries from `from` on. */
export const logEntries = z.strictObject({ entries: z.array(entry), headSeq: count });

/** POST /api/logs/<id>: all or nothing; 409 with the head when another was faster. */
export const appendRequest = z.strictObject({ entries: z.array(entry).min(1).max(8) });
export const appendAnswer = z.strictObject({ head: z.strictObject({ seq: count, hash: hexHash }) });
