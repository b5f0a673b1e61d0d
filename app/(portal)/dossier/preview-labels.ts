"use client";

import { useMemo } from "react";
import { useMessages } from "use-intl";
import type { PreviewLabels } from "@/lib/client/preview/protocol";

/** The frame's words; it has no catalogue of its own. "of {count}" is filled in by the frame, so it goes over as it stands. */
export function usePreviewLabels(): PreviewLabels {
  const { preview } = useMessages();
  return useMemo(() => preview, [preview]);
}
