"use client";

import { BrokenPage } from "./broken-page";
import { Providers } from "./providers";
import "./styles/tokens.css";
import "./styles/base.css";

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string };
}

/** Stands in for the whole document when the outermost frame itself fails. */
export default function GlobalError({ error }: GlobalErrorProps) {
  return (
    <html lang="en" dir="ltr">
      <head>
        <title>Sealpost</title>
      </head>
      <body>
        <Providers>
          <BrokenPage digest={error.digest} onRetry={() => window.location.reload()} />
        </Providers>
      </body>
    </html>
  );
}
