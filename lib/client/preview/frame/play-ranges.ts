/**
 * Plays a recording of which only the wanted parts are read. Media Source takes fragments alone, so the packets are put, as they are,
 * into fragments from wherever the player stands.
 */
import {
  ALL_FORMATS, CustomSource, EncodedAudioPacketSource, EncodedPacketSink, EncodedVideoPacketSource, Input, Mp4OutputFormat, Output,
  StreamTarget, WebMOutputFormat, type EncodedPacket, type InputAudioTrack, type InputVideoTrack, type StreamTargetChunk,
} from "mediabunny";
import type { RangeReader } from "../ranges";

/**
 * Seconds that are made ready ahead of the player: a picture while it stands, few after a leap, which another may follow, and more as
 * it plays on.
 */
const AHEAD_SECONDS = { standing: 0.5, first: 1, most: 20 };
/** Seconds that are kept behind it when room is scarce. */
const BEHIND_SECONDS = 20;
const PAUSE_MS = 200;
const CACHE_BYTES = 4 * 2 ** 20;

interface Recording {
  readonly video: InputVideoTrack | null;
  readonly audio: InputAudioTrack | null;
  readonly container: "mp4" | "webm";
  readonly mime: string;
  readonly seconds: number;
}

/** What the browser can play of the file by fragments; null when it cannot. */
async function openRecording(reader: RangeReader): Promise<Recording | null> {
  const source = new CustomSource({
    getSize: () => reader.size,
    read: (start, end) => reader.read(start, end),
    prefetchProfile: "none",
    maxCacheSize: CACHE_BYTES,
  });
  const input = new Input({ source, formats: ALL_FORMATS });
  if (!(await input.canRead())) return null;
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const tracks = [video, audio].filter((track) => track !== null);
  const codecs = await Promise.all(tracks.map((track) => track.getCodecParameterString()));
  if (codecs.length === 0 || codecs.includes(null)) return null;
  const seconds = (await input.getDurationFromMetadata(tracks)) ?? (await input.computeDuration(tracks));
  for (const container of ["mp4", "webm"] as const) {
    const mime = `${video === null ? "audio" : "video"}/${container}; codecs="${codecs.join(", ")}"`;
    if (MediaSource.isTypeSupported(mime)) return { video, audio, container, mime, seconds };
  }
  return null;
}

/**
 * Packets of both tracks in the order of their time, from the last point at or before `from` where decoding can begin. One at a time:
 * the library's own iterators read far ahead.
 */
async function* packetsFrom({ video, audio }: Recording, from: number, hold: Wish["hold"]): AsyncGenerator<["video" | "audio", EncodedPacket]> {
  const lanes: { readonly kind: "video" | "audio"; readonly sink: EncodedPacketSink; packet: EncodedPacket | null }[] = [];
  let start = from;
  for (const [kind, track] of [["video", video], ["audio", audio]] as const) {
    if (track === null) continue;
    const sink = new EncodedPacketSink(track);
    const packet = (await sink.getKeyPacket(start)) ?? (await sink.getFirstKeyPacket());
    if (packet !== null) start = Math.min(start, packet.timestamp);
    lanes.push({ kind, sink, packet });
  }
  for (;;) {
    const [lane] = lanes.filter(({ packet }) => packet !== null).sort((a, b) => (a.packet?.timestamp ?? 0) - (b.packet?.timestamp ?? 0));
    if (lane?.packet === undefined || lane.packet === null) return;
    yield [lane.kind, lane.packet];
    await hold();
    lane.packet = await lane.sink.getNextPacket(lane.packet);
  }
}

interface Wish {
  readonly from: number;
  /** Before the next packet is read: waits while enough is ready, and rejects when the player has gone elsewhere. */
  readonly hold: () => Promise<void>;
  readonly append: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
}

async function writeFragments(recording: Recording, { from, hold, append }: Wish): Promise<void> {
  const { video, audio, container } = recording;
  const format = container === "mp4"
    ? new Mp4OutputFormat({ fastStart: "fragmented", minimumFragmentDuration: 0.5 })
    : new WebMOutputFormat({ appendOnly: true, minimumClusterDuration: 0.5 });
  const target = new StreamTarget(new WritableStream<StreamTargetChunk>({ write: ({ data }) => append(data) }));
  const output = new Output({ format, target });
  const [videoCodec, audioCodec] = [await video?.getCodec(), await audio?.getCodec()];
  const picture = video !== null && typeof videoCodec === "string" ? new EncodedVideoPacketSource(videoCodec) : null;
  const sound = audio !== null && typeof audioCodec === "string" ? new EncodedAudioPacketSource(audioCodec) : null;
  if (picture !== null && video !== null) output.addVideoTrack(picture, { rotation: await video.getRotation() });
  if (sound !== null) output.addAudioTrack(sound);
  const pictureMeta = { decoderConfig: (await video?.getDecoderConfig()) ?? undefined } as EncodedVideoChunkMetadata;
  const soundMeta = { decoderConfig: (await audio?.getDecoderConfig()) ?? undefined } as EncodedAudioChunkMetadata;
  await output.start();
  try {
    for await (const [kind, packet] of packetsFrom(recording, from, hold)) {
      if (kind === "video") await picture?.add(packet, pictureMeta);
      else await sound?.add(packet, soundMeta);
    }
    await output.finalize();
  } catch (cause) {
    await output.cancel().catch(() => undefined);
    throw cause;
  }
}

class Feeder {
  readonly #player: HTMLMediaElement;
  readonly #recording: Recording;
  readonly #media: MediaSource;
  readonly #buffer: SourceBuffer;
  #run = 0;

  constructor(player: HTMLMediaElement, recording: Recording, media: MediaSource) {
    this.#player = player;
    this.#recording = recording;
    this.#media = media;
    this.#buffer = media.addSourceBuffer(recording.mime);
    player.addEventListener("seeking", () => {
      if (this.#rangeAt(player.currentTime) === null) this.start(player.currentTime);
    });
  }

  /** Begins again at `from`, whatever runs. */
  start(from: number): void {
    const run = ++this.#run;
    void this.#feed(run, from).catch(() => {
      if (run === this.#run && this.#media.readyState === "open") this.#media.endOfStream("network");
    });
  }

  async #feed(run: number, from: number): Promise<void> {
    await this.#settled();
    this.#demandWanted(run);
    if (this.#media.readyState === "open") this.#buffer.abort(); // what was half parsed of the run before
    const hold = (): Promise<void> => this.#untilShort(run, from);
    const append = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
      while (!(await this.#append(run, bytes))) await hold();
    };
    await writeFragments(this.#recording, { from, hold, append });
    if (run === this.#run && this.#media.readyState === "open") this.#media.endOfStream();
  }

  #demandWanted(run: number): void {
    if (run !== this.#run || !this.#player.isConnected) throw new Error("no longer wanted");
  }

  /** Until less is ready than should be. */
  async #untilShort(run: number, from: number): Promise<void> {
    for (;;) {
      this.#demandWanted(run);
      const at = this.#player.currentTime;
      const playing = Math.min(AHEAD_SECONDS.most, AHEAD_SECONDS.first + 2 * Math.max(0, at - from));
      if (this.#end() - at < (this.#player.paused ? AHEAD_SECONDS.standing : playing)) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** False when the browser has no room: what was played is thrown away then, and what plays makes room in time. */
  async #append(run: number, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    await this.#settled();
    this.#demandWanted(run); // bytes of one run in the middle of another's would end both
    try {
      this.#buffer.appendBuffer(bytes);
    } catch (cause) {
      if (!(cause instanceof DOMException && cause.name === "QuotaExceededError")) throw cause;
      this.#buffer.remove(0, Math.max(0.1, this.#player.currentTime - BEHIND_SECONDS));
      await this.#settled();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      return false;
    }
    await this.#settled();
    return true;
  }

  async #settled(): Promise<void> {
    while (this.#buffer.updating) await new Promise((resolve) => this.#buffer.addEventListener("updateend", resolve, { once: true }));
  }

  /** Where what is ready at the player's place ends. */
  #end(): number {
    return this.#rangeAt(this.#player.currentTime)?.end ?? this.#player.currentTime;
  }

  #rangeAt(time: number): { end: number } | null {
    const { buffered } = this.#buffer;
    for (let index = 0; index < buffered.length; index++) {
      if (buffered.start(index) <= time + 0.1 && time < buffered.end(index)) return { end: buffered.end(index) };
    }
    return null;
  }
}

/** False when the recording cannot be played this way. */
export async function playRanges(player: HTMLMediaElement, reader: RangeReader): Promise<boolean> {
  const recording = await openRecording(reader).catch(() => null);
  if (recording === null) return false;
  const media = new MediaSource();
  player.src = URL.createObjectURL(media);
  await new Promise((resolve) => media.addEventListener("sourceopen", resolve, { once: true }));
  media.duration = recording.seconds;
  new Feeder(player, recording, media).start(0);
  return true;
}
