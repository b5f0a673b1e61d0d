/** The coded samples of a recording as another library than ours reads them: what must be the same before and after cleaning. */
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from "mediabunny";

/** Samples of picture and sound tracks with their times, one after the other. */
export async function samplesOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes.buffer) });
  const parts: Uint8Array[] = [];
  for (const track of await input.getTracks()) {
    if (!track.isVideoTrack() && !track.isAudioTrack()) continue;
    for await (const packet of new EncodedPacketSink(track).packets()) {
      parts.push(Buffer.from(`${track.type} ${packet.timestamp.toFixed(4)} `), packet.data);
    }
  }
  input.dispose();
  return Buffer.concat(parts);
}
