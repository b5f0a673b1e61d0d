export function checkRules(folder: string): {
  cruised: number;
  violations: { rule: string; from: string; to: string }[];
};
