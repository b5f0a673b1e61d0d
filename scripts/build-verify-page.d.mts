export function buildVerifyPage(): Promise<string>;
