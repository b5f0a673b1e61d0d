"use client";

import { useMessages } from "use-intl";
import { Guide } from "../guide";

export default function HelpPage() {
  const { help } = useMessages();
  return <Guide title={help.title} lead={help.lead} sections={help.sections} />;
}
