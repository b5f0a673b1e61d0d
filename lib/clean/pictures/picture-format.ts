/** A format of pictures that is parsed as a whole: its file fits into memory. */
import { err, ok, type Result } from "../../shared/result";
import type { Finding } from "../finding";
import type { CleanFault, Format } from "../format";

/** Pictures beyond this are not read into memory. */
export const MAX_PICTURE_BYTES = 256 * 1024 * 1024;

export function pictureFormat<Picture>(
  type: string,
  parse: (bytes: Uint8Array) => Result<Picture, CleanFault>,
  describe: (picture: Picture) => Finding[] | Promise<Finding[]>,
  clean: (picture: Picture) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>,
): Format {
  const read = async (file: Blob): Promise<Result<Picture, CleanFault>> =>
    file.size > MAX_PICTURE_BYTES ? err("too-large") : parse(new Uint8Array(await file.arrayBuffer()));
  return {
    inspect: async (file) => {
      const picture = await read(file);
      return picture.ok ? ok({ findings: await describe(picture.value), remains: [] }) : picture;
    },
    clean: async (file) => {
      const picture = await read(file);
      return picture.ok ? ok(new Blob([await clean(picture.value)], { type })) : picture;
    },
  };
}
