"use client";

import { useMessages } from "use-intl";
import { Guide } from "../guide";

export default function SecurityPage() {
  const { security } = useMessages();
  return <Guide title={security.title} lead={security.lead} sections={security.sections} />;
}
