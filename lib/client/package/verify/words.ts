import { createTranslator } from "use-intl/core";
import verifyMessages from "../../../../messages/en/verify.json";

/** The page travels in a package that is in English, so it speaks English too. */
export const verifyWord = createTranslator({ locale: "en", timeZone: "UTC", messages: { verify: verifyMessages }, namespace: "verify" });
