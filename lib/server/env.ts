import "server-only";
import { join, resolve } from "node:path";
import { z } from "zod";

const GIBIBYTE = 2 ** 30;

const schema = z.object({
  SEALPOST_DATA: z.string().min(1).default("./data"),
  DATABASE_URL: z.union([z.literal(""), z.url({ protocol: /^postgres(ql)?$/ })]).optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  SEALPOST_URL: z.url({ protocol: /^https?$/ }).optional(),
  SEALPOST_DEMO: z.enum(["", "0", "1"]).default(""),
  SEALPOST_BUCKET: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]).default(""),
  SEALPOST_BUCKET_REGION: z.string().min(1).default("us-east-1"),
  SEALPOST_BUCKET_KEY: z.string().default(""),
  SEALPOST_BUCKET_SECRET: z.string().default(""),
  SEALPOST_MAX_FILE_BYTES: z.coerce.number().int().positive().default(20 * GIBIBYTE),
  SEALPOST_MAX_ACCOUNT_BYTES: z.coerce.number().int().positive().default(256 * GIBIBYTE),
  SEALPOST_MAX_STORED_BYTES: z.union([z.literal(""), z.coerce.number().int().positive()]).default(""),
});

/** A bucket without its keys is an error, not a bucket that everybody may write to. */
const bucketSchema = schema.superRefine((vars, context) => {
  for (const name of ["SEALPOST_BUCKET_KEY", "SEALPOST_BUCKET_SECRET"] as const) {
    if (vars.SEALPOST_BUCKET !== "" && vars[name] === "") context.addIssue({ code: "custom", path: [name], message: "missing" });
  }
});

export type Env = {
  /** Absolute path of everything that the server keeps. */
  readonly dataFolder: string;
  /** The embedded database, used when `databaseUrl` is undefined. */
  readonly databaseFolder: string;
  /** Sealed evidence, as uploaded, used when `bucket` is undefined. */
  readonly evidenceFolder: string;
  /** The bucket of an object store; `url` is without a trailing slash. */
  readonly bucket: { readonly url: string; readonly region: string; readonly keyId: string; readonly secret: string } | undefined;
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  /** The address that people type, without a trailing slash. */
  readonly publicUrl: string;
  readonly maxFileBytes: number;
  /** Sealed bytes that one account may bring in a calendar month, less what of it is gone again. */
  readonly maxAccountBytes: number;
  /** Sealed bytes that all uploads may announce together. Infinity: only the disk says. */
  readonly maxStoredBytes: number;
  /** Everything on this server is invented, and every page says so. */
  readonly isDemonstration: boolean;
};

/** Reads the environment. Throws an Error that names each wrong variable, never its value. */
export function env(): Env {
  const parsed = bucketSchema.safeParse(process.env);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join("."));
    throw new Error(`These environment variables are not usable: ${names.join(", ")}. See README.md, "Running it".`);
  }
  const vars = parsed.data;
  const dataFolder = resolve(vars.SEALPOST_DATA);
  return {
    dataFolder,
    databaseFolder: join(dataFolder, "db"),
    evidenceFolder: join(dataFolder, "evidence"),
    bucket: vars.SEALPOST_BUCKET === "" ? undefined : readBucket(vars),
    databaseUrl: vars.DATABASE_URL === "" ? undefined : vars.DATABASE_URL,
    host: vars.HOST,
    port: vars.PORT,
    publicUrl: (vars.SEALPOST_URL ?? `http://localhost:${vars.PORT}`).replace(/\/+$/, ""),
    maxFileBytes: vars.SEALPOST_MAX_FILE_BYTES,
    maxAccountBytes: vars.SEALPOST_MAX_ACCOUNT_BYTES,
    maxStoredBytes: vars.SEALPOST_MAX_STORED_BYTES === "" ? Number.POSITIVE_INFINITY : vars.SEALPOST_MAX_STORED_BYTES,
    isDemonstration: vars.SEALPOST_DEMO === "1",
  };
}

function readBucket(vars: z.output<typeof schema>): Env["bucket"] {
  return {
    url: vars.SEALPOST_BUCKET.replace(/\/+$/, ""),
    region: vars.SEALPOST_BUCKET_REGION,
    keyId: vars.SEALPOST_BUCKET_KEY,
    secret: vars.SEALPOST_BUCKET_SECRET,
  };
}
