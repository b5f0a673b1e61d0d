import type { Evidence } from "@/lib/domain/dossier";
import type { Patch } from "@/lib/client/draft/draft-rows";

export type EvidencePartProps = { readonly item: Evidence; readonly edit: (patch: Patch<Evidence>) => void };
