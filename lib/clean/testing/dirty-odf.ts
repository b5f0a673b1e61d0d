/** An OpenDocument sheet with the word "Canary" in every place, besides what one reads, where the format can hold something. */
import { readFixture, type Bytes } from "./guarantees";
import { buildZip } from "./zip-builder";

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Canary aside -->';
const SPACES = ["office", "text", "table", "draw", "style", "script", "config", "meta"].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(" ") +
  ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:officeooo="http://openoffice.org/2009/office"';
const MIME = "application/vnd.oasis.opendocument.spreadsheet";
const PARTS = ["content.xml", "styles.xml", "meta.xml", "settings.xml", "Pictures/photo.jpg", "Thumbnails/thumbnail.png", "Basic/script-lc.xml", "Configurations2/menubar/menubar.xml", "ObjectReplacements/Object 1"];

export async function dirtyOdf(): Promise<Bytes> {
  const cell = (words: string, more = ""): string => `<table:table-cell>${more}<text:p officeooo:paragraph-rsid="00CA1234">${words}</text:p></table:table-cell>`;
  const remark = "<office:annotation><dc:creator>Canary Reviewer</dc:creator><text:p>Canary remark</text:p></office:annotation>";
  const table = [
    `<table:table-row>${cell("Amount", remark)}${cell('<text:a xlink:href="https://example.org/law">A law</text:a> <text:a xlink:href="../canary/plan.ods">A file</text:a>')}</table:table-row>`,
    `<table:table-row table:visibility="collapse">${cell("Shown again")}</table:table-row>`,
    `<table:table-row>${cell('<draw:frame draw:name="C:\\Users\\canary\\street.jpg"><draw:image xlink:href="Pictures/photo.jpg"/><svg:desc>A street</svg:desc></draw:frame>')}</table:table-row>`,
  ].join("");
  const changes = "<table:tracked-changes><table:cell-content-change><office:change-info><dc:creator>Canary Editor</dc:creator></office:change-info><table:previous><text:p>Canary before</text:p></table:previous></table:cell-content-change></table:tracked-changes>";
  const item = (name: string, type: string, value: string): string => `<config:config-item config:name="${name}" config:type="${type}">${value}</config:config-item>`;
  return buildZip({
    mimetype: MIME,
    "content.xml": `${XML}<office:document-content ${SPACES}><office:scripts><office:event-listeners><script:event-listener xlink:href="vnd.sun.star.script:Canary"/></office:event-listeners></office:scripts>` +
      `<office:body><office:spreadsheet>${changes}<table:table table:name="Payments">${table}</table:table></office:spreadsheet></office:body></office:document-content>`,
    "styles.xml": `${XML}<office:document-styles ${SPACES}><style:header style:display="false"><text:p>Canary header</text:p></style:header></office:document-styles>`,
    "meta.xml": `${XML}<office:document-meta ${SPACES}><office:meta><meta:initial-creator>Canary Author</meta:initial-creator><meta:user-defined meta:name="CanaryKey">Canary value</meta:user-defined></office:meta></office:document-meta>`,
    "settings.xml": `${XML}<office:document-settings ${SPACES}><office:settings><config:config-item-set config:name="ooo:view-settings">${item("ViewId", "string", "Canary view")}</config:config-item-set>` +
      `<config:config-item-set config:name="ooo:configuration-settings">${item("PrinterName", "string", "Canary printer")}${item("PrinterSetup", "base64Binary", "Q2FuYXJ5")}${item("Rsid", "int", "12345")}${item("AutoCalculate", "boolean", "true")}</config:config-item-set></office:settings></office:document-settings>`,
    "Pictures/photo.jpg": await readFixture("camera.jpg"),
    "Thumbnails/thumbnail.png": "Canary thumbnail",
    "Basic/script-lc.xml": "<x>Canary macro</x>",
    "Configurations2/menubar/menubar.xml": "<x>Canary menu</x>",
    "ObjectReplacements/Object 1": "Canary drawing",
    "META-INF/manifest.xml": `${XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${MIME}"/>` +
      `${PARTS.map((name) => `<manifest:file-entry manifest:full-path="${name}" manifest:media-type=""/>`).join("")}</manifest:manifest>`,
  }, ["mimetype"]);
}
