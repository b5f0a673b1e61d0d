/** ZIP archives: each file inside is cleaned as the file it is; one that cannot be cleaned refuses the archive. Names stay. */
import { partsFormat, type Telling } from "../parts-format";
import { readZip, writeZip, type Member } from "./zip-members";

async function rewriteZip(file: Blob, telling: Telling): Promise<() => Promise<BlobPart>> {
  const members = await readZip(file, telling);
  telling.remain("member-names");
  const cleaned: Member[] = [];
  for (const member of members) {
    const data = member.data === null || member.data.size === 0 ? member.data : await telling.embed(member.data, member.name);
    cleaned.push({ ...member, data });
  }
  return () => writeZip(cleaned);
}

export const zip = partsFormat("application/zip", rewriteZip);
