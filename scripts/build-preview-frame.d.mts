export function buildPreviewFrame(): Promise<string>;
export function policyOf(html: string): string;
