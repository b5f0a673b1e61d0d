import type { PreviewFault } from "../protocol";

/** What a renderer of the frame tells the page. */
export type ShowOutcome = "shown" | Extract<PreviewFault, "damaged" | "too-large" | "locked-pdf" | "unknown-recording">;
