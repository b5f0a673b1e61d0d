/** What was dropped on a page: files, and those in dropped folders, however deep. */

export type Dropped = { readonly files: readonly File[]; readonly fromFolder: boolean };

/** Has to be called while the drop is being told of: afterwards the browser has forgotten it. */
export function readDrop(transfer: DataTransfer): Promise<Dropped> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const fromFolder = entries.some((entry) => entry.isDirectory);
  if (!fromFolder) return Promise.resolve({ files: [...transfer.files], fromFolder });
  return Promise.all(entries.map(filesIn)).then((found) => ({ files: found.flat(), fromFolder }));
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isFolder(entry)) return [];
  const found: File[] = [];
  for (const inside of await entriesOf(entry.createReader())) found.push(...(await filesIn(inside)));
  return found;
}

/** A reader answers with a part at a time, and with nothing when it has told all. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return all;
    all.push(...part);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
