import type { ChosenFile, Wishes } from "@/lib/client/uploads/prepare-file";

/** One chosen file before it is sealed, and what shall be done about it. */
export type Review = {
  readonly chosen: ChosenFile;
  readonly wishes: Wishes;
  readonly neutral: string;
  /** Goes on with the file that was begun before, instead of adding another one. */
  readonly goOn: boolean;
};
