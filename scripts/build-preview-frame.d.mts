export function buildPreviewFrame(): Promise<string>;
