/** The cleaning worker: one self-contained script without network, for one question. It ends with its answer, and its memory with it. */
import { localCleaner, type CleanQuestion } from "./cleaner";

function answer(question: CleanQuestion): Promise<unknown> {
  switch (question.verb) {
    case "inspect":
      return localCleaner.inspect(...question.args);
    case "clean":
      return localCleaner.clean(...question.args);
    case "digest":
      return localCleaner.digest(...question.args);
  }
}

self.onmessage = ({ data }: MessageEvent<CleanQuestion>) => {
  void answer(data).then(
    (value) => postMessage({ value }),
    () => postMessage({}), // the message of an error may quote the file
  );
};
