/** One query over the board: what each row says, which rows a filter leaves, and in which column a row stands. */
import { ENDS, OUTSTANDING, headlineState, intakeStateSchema, trackStateSchema, type IntakeState, type TrackState } from "@/lib/domain/lifecycle";
import { summarySchema, type Summary } from "@/lib/format/summary";
import type { BoardView } from "@/lib/crypto/api";

export type RowTrack = { trackId: string; state: TrackState; subject: string; authority: string; sinceDay: string };
export type BoardRow = {
  dossierId: string;
  mine: boolean;
  /** null before admission. */
  summary: Summary | null;
  intake: IntakeState;
  headline: IntakeState | TrackState;
  tracks: readonly RowTrack[];
  sinceDay: string;
  /** Whole days in the present state. */
  ageDays: number;
};

export type BoardFilter = { text: string; state: string; authority: string; country: string; minAgeDays: number };
export const NO_FILTER: BoardFilter = { text: "", state: "", authority: "", country: "", minAgeDays: 0 };

export const COLUMNS = ["intake", "review", "accepted", "government", "outcome", "closed"] as const;
export type Column = (typeof COLUMNS)[number];

const CLOSED: ReadonlySet<string> = new Set(["not-admitted", "rejected", "merged", "withdrawn", "archived", "dropped"]);

/** A row for every dossier whose states this program knows; `now` in milliseconds. */
export function boardRows(views: readonly BoardView[], now: number): BoardRow[] {
  return views.flatMap((view) => {
    const intake = intakeStateSchema.safeParse(view.intake.state);
    if (!intake.success) return [];
    const summary = summarySchema.safeParse(view.summary);
    const tracks = view.tracks.flatMap((track) => rowTrack(track, summary.success ? summary.data : null));
    const headline = headlineState(intake.data, tracks.map((track) => track.state));
    const sinceDay = tracks.find((track) => track.state === headline)?.sinceDay ?? view.intake.sinceDay;
    const row = { dossierId: view.dossierId, mine: view.mine, summary: summary.success ? summary.data : null };
    return [{ ...row, intake: intake.data, headline, tracks, sinceDay, ageDays: daysSince(sinceDay, now) }];
  });
}

function rowTrack(track: BoardView["tracks"][number], summary: Summary | null): RowTrack[] {
  const state = trackStateSchema.safeParse(track.state);
  if (!state.success) return [];
  const known = summary?.tracks.find(({ track: id }) => id === track.trackId);
  return [
    {
      trackId: track.trackId,
      state: state.data,
      subject: known?.subject ?? "",
      authority: known?.authority ?? "",
      sinceDay: track.sinceDay,
    },
  ];
}

/** Whole days from a day (or a month's first day) to `now`, never below zero. */
export function daysSince(day: string, now: number): number {
  const start = Date.parse(`${day.length === 7 ? `${day}-01` : day}T00:00:00Z`);
  return Math.max(0, Math.floor((now - start) / 86_400_000));
}

export function filterRows(rows: readonly BoardRow[], filter: BoardFilter): BoardRow[] {
  const wanted = filter.text.trim().toLocaleLowerCase();
  return rows.filter((row) => {
    const words = row.summary === null ? [] : [row.summary.title, ...row.summary.subjects];
    return (
      (wanted === "" || words.some((word) => word.toLocaleLowerCase().includes(wanted))) &&
      (filter.state === "" || row.headline === filter.state || row.tracks.some((track) => track.state === filter.state)) &&
      (filter.authority === "" || authoritiesOf(row).includes(filter.authority)) &&
      (filter.country === "" || (row.summary?.countries.includes(filter.country) ?? false)) &&
      row.ageDays >= filter.minAgeDays
    );
  });
}

/** Authorities with a track, or, before any track is open, those that were asked. */
export function authoritiesOf(row: BoardRow): readonly string[] {
  const open = row.tracks.map((track) => track.authority).filter((authority) => authority !== "");
  return open.length > 0 ? open : (row.summary?.authorities ?? []);
}

export function columnOf(row: BoardRow): Column {
  if (CLOSED.has(row.headline)) return "closed";
  if (row.headline === "submitted" || row.headline === "resubmitted") return "intake";
  if (row.headline === "screening" || row.headline === "returned" || row.headline === "deferred") return "review";
  if (row.headline === "accepted" || row.headline === "queued") return "accepted";
  if (OUTSTANDING.has(row.headline as TrackState)) return "government";
  return ENDS.has(row.headline as TrackState) ? "outcome" : "closed";
}
