/** Entry of verify.html: choose or drop a package, and read whether it is whole. Runs from a file, without a network. */
import { verifyPackage } from "../verify-package";
import { element } from "./elements";
import { showReport } from "./show-report";
import { verifyWord } from "./words";

function buildChooser(onFile: (file: File) => void): HTMLElement {
  const input = element("input");
  input.type = "file";
  input.accept = ".zip,application/zip";
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file !== undefined) onFile(file);
    input.value = "";
  });
  const label = element("label", element("strong", verifyWord("choose")), " ", verifyWord("drop"), input);
  label.className = "drop";
  return label;
}

function acceptDrops(onFile: (file: File) => void): void {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) onFile(file);
  });
}

function start(root: HTMLElement): void {
  const status = element("p");
  status.setAttribute("role", "status");
  const result = element("div");
  let latest = 0;
  const check = async (file: File): Promise<void> => {
    const mine = ++latest;
    result.replaceChildren();
    const showProgress = (checked: number, total: number): void => {
      if (mine === latest) status.textContent = verifyWord("checking", { percent: Math.floor((100 * checked) / Math.max(total, 1)) });
    };
    showProgress(0, 1);
    const shown = await verifyPackage(file, showProgress).then(showReport, () => [element("p", verifyWord("unreadable"))]);
    if (mine !== latest) return;
    status.textContent = shown[0]?.querySelector("h2")?.textContent ?? "";
    result.replaceChildren(...shown);
  };
  const onFile = (file: File): void => void check(file);
  acceptDrops(onFile);
  root.append(
    element("h1", verifyWord("title")),
    element("p", verifyWord("intro")),
    element("p", verifyWord("offlineNote")),
    buildChooser(onFile),
    status,
    result,
  );
}

const root = document.getElementById("verify");
if (root !== null) start(root);
