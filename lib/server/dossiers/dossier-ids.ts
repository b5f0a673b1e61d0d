import "server-only";
import { fromHex } from "@/lib/shared/bytes";
import { asId, type DossierId } from "@/lib/shared/ids";

export function dossierIdFrom(hex: string): DossierId {
  return asId<DossierId>(fromHex(hex));
}

/** A column's bytes as the formats take them. */
export function bytesOfColumn(value: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(value);
}
