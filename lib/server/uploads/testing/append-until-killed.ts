/** A process that appends to one blob without an end and prints each offset that the store acknowledged. */
import { z } from "zod";
import { BucketStore } from "../bucket-store";
import { FolderStore } from "../folder-store";
import { sending } from "./patterned";

const APPEND_BYTES = 3 * 2 ** 20;
const where = z.union([
  z.strictObject({ folder: z.string() }),
  z.strictObject({ url: z.string(), region: z.string(), keyId: z.string(), secret: z.string() }),
]);

const [place, blobId] = z.tuple([z.string(), z.string()]).parse(process.argv.slice(2));
const settings = where.parse(JSON.parse(place));
const store = "folder" in settings ? new FolderStore(settings.folder) : new BucketStore(settings);
for (let offset = 0; ; ) {
  offset = await store.append(blobId, sending(offset, APPEND_BYTES), offset);
  process.stdout.write(`${offset}\n`);
}
