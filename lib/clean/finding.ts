/** What a file can give away besides what it shows. The words for each id are in messages/en/clean.json. */

export type FindingId =
  | "gps" | "device" | "serial" | "owner" | "author" | "copyright" | "date" | "software" | "description" | "place"
  | "comment" | "thumbnail" | "maker-note" | "xmp" | "iptc" | "exif" | "edit-history" | "provenance" | "colour-profile"
  | "text-chunk" | "private-data" | "trailing-data" | "other-name"
  | "organisation" | "identifier" | "tracked-change" | "annotation" | "attachment" | "old-revision" | "hidden-content" | "link"
  | "printer" | "custom-data" | "form-data" | "script" | "member-name" | "telemetry" | "chapter" | "track-name" | "tag" | "cover-picture";

export type Severity = "high" | "medium" | "low";

export interface Finding {
  readonly what: FindingId;
  /** The value itself, as the file holds it, shortened; empty where a value would say nothing. */
  readonly detail: string;
  readonly severity: Severity;
  /** The part of the file that holds it, where the file is made of parts: "word/media/image1.jpeg". */
  readonly where?: string;
}

const SEVERITY: Record<FindingId, Severity> = {
  gps: "high", device: "medium", serial: "high", owner: "high", author: "high", copyright: "high", date: "medium",
  software: "low", description: "medium", place: "high", comment: "medium", thumbnail: "medium", "maker-note": "high",
  xmp: "medium", iptc: "medium", exif: "low", "edit-history": "medium", provenance: "high", "colour-profile": "low",
  "text-chunk": "medium", "private-data": "medium", "trailing-data": "high", "other-name": "low",
  organisation: "high", identifier: "medium", "tracked-change": "high", annotation: "high", attachment: "high", "old-revision": "high",
  "hidden-content": "high", link: "medium", printer: "medium", "custom-data": "medium", "form-data": "medium", script: "medium",
  "member-name": "medium", telemetry: "high", chapter: "low", "track-name": "medium", tag: "medium", "cover-picture": "medium",
};

const DETAIL_LENGTH = 120;

export function finding(what: FindingId, detail = ""): Finding {
  const clean = [...detail.replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ").trim()];
  const short = clean.length > DETAIL_LENGTH ? `${clean.slice(0, DETAIL_LENGTH).join("")}…` : clean.join("");
  return { what, detail: short, severity: SEVERITY[what] };
}

/** Drops repeats and puts the gravest first; otherwise keeps the order in the file. */
export function orderFindings(findings: readonly Finding[]): Finding[] {
  const rank: Record<Severity, number> = { high: 0, medium: 1, low: 2 };
  const once = new Map(findings.map((found) => [`${found.what} ${found.detail} ${found.where ?? ""}`, found]));
  return [...once.values()].sort((a, b) => rank[a.severity] - rank[b.severity]);
}
