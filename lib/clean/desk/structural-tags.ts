/**
 * Tags by which exiftool and mat2 describe how a file is built: sizes, counts, codings. They may stand in a cleaned file. What
 * could name somebody is not here, or must have the neutral value that stands for "nothing".
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ""));

const FILE = words("FileType FileTypeExtension MIMEType ExifByteOrder ImageWidth ImageHeight ImageSize Megapixels PageCount");

const PICTURES = words(`
  EncodingProcess BitsPerSample ColorComponents YCbCrSubSampling JFIFVersion ResolutionUnit XResolution YResolution Orientation BitDepth ColorType Compression Filter Interlace
  WebP_Flags AlphaPreprocessing AlphaFiltering AlphaCompression VP8Version HorizontalScale VerticalScale BackgroundColor AnimationLoopCount Duration
  GIFVersion HasColorMap ColorResolutionDepth BitsPerPixel AnimationIterations FrameCount
  SubfileType PhotometricInterpretation FillOrder StripOffsets SamplesPerPixel RowsPerStrip StripByteCounts PlanarConfiguration Predictor WhitePoint PrimaryChromaticities TileWidth TileLength TileOffsets TileByteCounts
  BMPVersion Planes ImageLength PixelsPerMeterX PixelsPerMeterY NumColors NumImportantColors Xmlns ViewBox
  MajorBrand MinorVersion CompatibleBrands HandlerType PrimaryItemReference ImageSpatialExtent ImagePixelDepth MediaDataSize MediaDataOffset MediaData AuxiliaryImageType ColorProfiles ColorPrimaries TransferCharacteristics MatrixCoefficients
  HEVCConfigurationVersion GeneralProfileSpace GeneralTierFlag GeneralProfileIDC GenProfileCompatibilityFlags ConstraintIndicatorFlags GeneralLevelIDC MinSpatialSegmentationIDC ParallelismType ChromaFormat
  BitDepthLuma BitDepthChroma AverageFrameRate ConstantFrameRate NumTemporalLayers TemporalIDNested
  AV1ConfigurationVersion SeqProfile SeqLevelIdx0 SeqTier0 HighBitDepth TwelveBit ChromaSamplePosition InitialDelaySamples
`);

const PROFILE = words(`
  ProfileVersion ProfileClass ColorSpaceData ProfileConnectionSpace ProfileFileSignature CMMFlags DeviceAttributes RenderingIntent ConnectionSpaceIlluminant
  MediaWhitePoint MediaBlackPoint RedMatrixColumn GreenMatrixColumn BlueMatrixColumn RedTRC GreenTRC BlueTRC
`);

const RECORDINGS = words(`
  MovieHeaderVersion TimeScale PreferredRate PreferredVolume MatrixStructure NextTrackID TrackHeaderVersion TrackID TrackDuration TrackLayer TrackVolume Unknown_edts MediaHeaderVersion MediaTimeScale MediaDuration
  HandlerClass GraphicsMode OpColor CompressorID SourceImageWidth SourceImageHeight AVCConfiguration Unknown_hvcC Unknown_esds Unknown_btrt Unknown_mp4a PurchaseFileFormat PixelAspectRatio VideoFieldOrder BufferSize MaxBitrate AverageBitrate
  VideoFrameRate SyncSampleTable CompositionTimeToSample IdependentAndDisposableSamples SampleToChunk SampleSizes ChunkOffset TimeToSampleTable SampleGroupDescription SampleToGroup Rotation AvgBitrate
  Balance AudioFormat AudioChannels AudioBitsPerSample AudioSampleRate LayoutFlags
  MPEGAudioVersion AudioLayer AudioBitrate SampleRate ChannelMode MSStereo IntensityStereo CopyrightFlag OriginalMedia Emphasis Encoding NumChannels AvgBytesPerSec
  BlockSizeMin BlockSizeMax FrameSizeMin FrameSizeMax Channels TotalSamples MD5Signature OpusVersion OutputGain VorbisVersion NominalBitrate
  EBMLVersion EBMLReadVersion EBMLMaxIDLength EBMLMaxSizeLength DocType DocTypeVersion DocTypeReadVersion TimecodeScale CueTime CueTrack CueClusterPosition TrackNumber TrackLacing TrackDefault CodecID TrackType
  VideoScanType Matroska_0x15b0 Matroska_0x16aa Matroska_0x16bb CodecPrivate
`);

const ALLOWED = new Set([...FILE, ...PICTURES, ...PROFILE, ...RECORDINGS]);

/** Tags that a format must have, and the value that says nothing. A track’s own number is one byte that is no letter. */
const NEUTRAL: Readonly<Record<string, RegExp>> = {
  CreateDate: /^0000:00:00/, ModifyDate: /^0000:00:00/, TrackCreateDate: /^0000:00:00/, TrackModifyDate: /^0000:00:00/, MediaCreateDate: /^0000:00:00/, MediaModifyDate: /^0000:00:00/,
  PreviewTime: /^0 s$/, PreviewDuration: /^0 s$/, PosterTime: /^0 s$/, SelectionTime: /^0 s$/, SelectionDuration: /^0 s$/, CurrentTime: /^0 s$/,
  MediaLanguageCode: /^und$/, TrackLanguage: /^und$/, TrackUID: /^.?$/s, MuxingApp: /^$/, WritingApp: /^$/, Vendor: /^$/, Encoder: /^LAME$/,
  ProfileDateTime: /^2000:01:01 00:00:00$/, ProfileCMMType: /^$/, PrimaryPlatform: /^(Unknown \(\)|)$/, DeviceManufacturer: /^$/, DeviceModel: /^$/, ProfileCreator: /^$/, ProfileID: /^0$/,
};

/** Of tags and their values, those that are neither structure nor neutral. */
export function telling(tags: readonly (readonly [name: string, value: string])[]): string[] {
  return tags.filter(([name, value]) => !ALLOWED.has(name) && NEUTRAL[name]?.test(value.replaceAll("\0", "").trim()) !== true).map(([name, value]) => `${name}: ${value}`);
}
