"use client";

import { BrokenPage } from "./broken-page";

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return <BrokenPage digest={error.digest} onRetry={reset} />;
}
