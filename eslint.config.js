import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Files whose default export Next, Playwright or a tool asks for. */
const DEFAULT_EXPORTS = [
  "app/**/{page,layout,template,loading,error,not-found,global-error,default,manifest,icon}.{ts,tsx}",
  "*.config.{ts,js,mjs}",
  "e2e/fixtures/build-once.ts",
];
const TESTS = ["**/*.test.{ts,tsx}", "e2e/**/*.ts", "prisma/testing/**/*.ts"];

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Export by name: one name for one thing everywhere.",
};
const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "lib/server/env.ts reads the environment; ask it.",
};
const noEnum = { selector: "TSEnumDeclaration", message: "Use a union of strings." };

export default tseslint.config(
  {
    ignores: ["node_modules/", ".next/", ".build/", "data/", "public/", "prisma/generated/", "next-env.d.ts", "test-results/"],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Strict index access makes the compiler judge these better than the rules do.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-misused-spread": "off",
      // Branded types narrow by assertion at their one door (lib/shared/ids.ts).
      "@typescript-eslint/no-unsafe-type-assertion": "off",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["**/*.{ts,tsx,js,mjs,cjs}"],
    rules: {
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
      "no-restricted-syntax": ["error", noDefaultExport, noEnum],
      eqeqeq: "error",
    },
  },
  {
    files: ["**/*.tsx", "lib/**/*.ts"],
    plugins: { "react-hooks": reactHooks },
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  { files: ["**/*.tsx"], ...jsxA11y.flatConfigs.strict },
  {
    files: ["app/**/*.{ts,tsx}", "lib/**/*.{ts,tsx}", "prisma/**/*.ts"],
    rules: { "no-console": "error", "no-restricted-syntax": ["error", noDefaultExport, noEnum, noEnvironment] },
  },
  { files: ["lib/server/env.ts"], rules: { "no-restricted-syntax": ["error", noDefaultExport, noEnum] } },
  { files: DEFAULT_EXPORTS, rules: { "no-restricted-syntax": ["error", noEnum, noEnvironment] } },
  { files: ["*.config.{ts,js,mjs}"], rules: { "no-restricted-syntax": ["error", noEnum] } },
  {
    files: TESTS,
    rules: {
      "max-lines-per-function": "off",
      "max-lines": ["error", { max: 600 }],
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    languageOptions: {
      sourceType: "module",
      globals: Object.fromEntries(
        ["process", "console", "Buffer", "URL", "fetch", "setTimeout", "clearTimeout", "performance", "AbortSignal"].map(
          (name) => [name, "readonly"],
        ),
      ),
    },
  },
  { files: ["**/*.cjs"], languageOptions: { sourceType: "commonjs", globals: { module: "writable", require: "readonly" } } },
);
