import { readHealth } from "@/lib/server/health";
import { publicEndpoint } from "@/lib/server/http/endpoint";

export const dynamic = "force-dynamic";

export const GET = publicEndpoint({ name: "GET health" }, () => readHealth());
