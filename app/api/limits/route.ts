import { publicEndpoint } from "@/lib/server/http/endpoint";
import { readLimits } from "@/lib/server/limits/shown-limits";

export const dynamic = "force-dynamic";

export const GET = publicEndpoint({ name: "GET limits" }, () => readLimits());
