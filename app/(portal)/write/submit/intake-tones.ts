import type { IntakeState } from "@/lib/domain/lifecycle";
import type { StateTone } from "@/lib/ui";

/** How a state looks to the organisation: what waits for it, what waits for others, what is over. */
export const INTAKE_TONES: Record<IntakeState, StateTone> = {
  submitted: "waiting",
  resubmitted: "waiting",
  screening: "active",
  returned: "waiting",
  accepted: "good",
  deferred: "waiting",
  rejected: "bad",
  "not-admitted": "bad",
  merged: "ended",
  withdrawn: "ended",
  archived: "ended",
};
