export function buildPreviewFrame(): Promise<string>;
export function buildPictureDecoder(): Promise<Buffer>;
