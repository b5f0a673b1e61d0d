import * as en from "./en";

/** The catalogue: namespace → key → text (ICU MessageFormat). A key that does not exist does not compile. */
export const messages = { ...en };

declare module "use-intl" {
  interface AppConfig {
    Messages: typeof messages;
  }
}
