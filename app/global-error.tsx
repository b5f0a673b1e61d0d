"use client";

import { BrokenPage } from "./broken-page";
import { Catalogue } from "./catalogue";
import { ThemeOnRoot } from "./theme";
import "./styles/tokens.css";
import "./styles/base.css";

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string };
}

/** Stands in for the whole document when the outermost frame itself fails; it leans on nothing that can fail. */
export default function GlobalError({ error }: GlobalErrorProps) {
  return (
    <html lang="en" dir="ltr">
      <head>
        <title>Sealpost</title>
      </head>
      <body>
        <Catalogue>
          <ThemeOnRoot />
          <BrokenPage digest={error.digest} onRetry={() => window.location.reload()} />
        </Catalogue>
      </body>
    </html>
  );
}
