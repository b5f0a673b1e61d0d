"use client";

import { useEffect, useState } from "react";
import { health } from "@/lib/wire/errors";
import { DemonstrationBanner } from "./(portal)/banners";

/** On every page of a server that holds invented data; nothing on any other. */
export function DemonstrationNotice() {
  const [demo, setDemo] = useState(false);
  useEffect(() => {
    fetch("/api/health", { cache: "no-store" })
      .then(async (response) => setDemo(health.parse(await response.json()).demo))
      // a server that does not answer says so where it is needed
      .catch(() => undefined);
  }, []);
  return demo ? <DemonstrationBanner /> : null;
}
