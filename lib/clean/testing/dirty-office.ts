/** Office documents with the word "Canary" in every place, besides what one reads, where the format can hold something. */
import { readFixture, type Bytes } from "./guarantees";
import { buildZip, type Files } from "./zip-builder";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- Canary aside -->';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const WORD = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${OFFICE}/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`;
const SHEET = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}/relationships" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"`;
const SLIDE = `xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${OFFICE}/relationships"`;

/** Each entry: the end of the type, the target, and whether it lies outside. */
function relationships(...entries: readonly (readonly [kind: string, target: string, external?: "External"])[]): string {
  const items = entries.map(([kind, target, mode], index) => {
    const type = kind === "core-properties" ? `${PACKAGE}/relationships/metadata/core-properties` : `${OFFICE}/relationships/${kind}`;
    return `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"${mode === undefined ? "" : ' TargetMode="External"'}/>`;
  });
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${items.join("")}</Relationships>`;
}

function types(main: string, parts: readonly string[]): string {
  const overrides = parts.map((name) => `<Override PartName="/${name}" ContentType="application/xml"/>`).join("");
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
    `<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="bin" ContentType="application/octet-stream"/>${overrides}<Override PartName="/${main.split(" ")[0] ?? ""}" ContentType="${main.split(" ")[1] ?? ""}"/></Types>`;
}

const properties = (main: string): Files => ({
  "_rels/.rels": relationships(["officeDocument", main], ["core-properties", "docProps/core.xml"], ["extended-properties", "docProps/app.xml"], ["custom-properties", "docProps/custom.xml"], ["thumbnail", "docProps/thumbnail.jpeg"]),
  "docProps/core.xml": `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Canary Author</dc:creator><dc:title>Canary Title</dc:title></cp:coreProperties>`,
  "docProps/app.xml": `${XML}<Properties xmlns="${OFFICE}/extended-properties"><Company>Canary Inc</Company><Application>CanaryOffice</Application></Properties>`,
  "docProps/custom.xml": `${XML}<Properties xmlns="${OFFICE}/custom-properties"><property name="CanaryKey"><x>Canary value</x></property></Properties>`,
  "docProps/thumbnail.jpeg": "Canary thumbnail",
});

export async function dirtyWord(): Promise<Bytes> {
  const mark = 'w:id="1" w:author="Canary Editor" w:date="2024-03-05T06:07:08Z"';
  const run = (text: string, more = ""): string => `<w:r w:rsidR="00CA1234">${more}<w:t xml:space="preserve">${text}</w:t></w:r>`;
  const body = [
    `<w:p w:rsidR="00CA1234" w14:paraId="1CA1234F">${run("Kept words. ")}<w:ins ${mark}>${run("Added words.")}</w:ins><w:del ${mark}><w:r><w:delText>Canary deleted words</w:delText></w:r></w:del></w:p>`,
    `<w:p><w:pPr><w:rPr><w:del ${mark}/></w:rPr></w:pPr>${run("First half, ")}</w:p><w:p>${run("second half.")}</w:p>`,
    `<w:p><w:moveFrom ${mark}>${run("Canary moved away")}</w:moveFrom><w:moveTo ${mark}>${run("Moved here.")}</w:moveTo>${run("Canary hidden words", "<w:rPr><w:vanish/></w:rPr>")}</w:p>`,
    `<w:p><w:commentRangeStart w:id="0"/>${run("Remarked words.")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:proofErr w:type="spellStart"/></w:p>`,
    `<w:p><w:pPr><w:pPrChange ${mark}><w:pPr><w:pStyle w:val="CanaryStyle"/></w:pPr></w:pPrChange></w:pPr><w:hyperlink r:id="rId3">${run("A law.")}</w:hyperlink><w:hyperlink r:id="rId4">${run("A file.")}</w:hyperlink></w:p>`,
    `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="C:\\Users\\canary\\street.jpg"/><a:blip r:embed="rId2"/></wp:inline></w:drawing></w:r></w:p>`,
    `<w:tbl><w:tr><w:trPr><w:del ${mark}/></w:trPr><w:tc><w:p>${run("Canary deleted row")}</w:p></w:tc></w:tr><w:tr><w:tc><w:p>${run("Kept row")}</w:p></w:tc></w:tr></w:tbl>`,
    `<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/canary"/></w:sdtPr><w:sdtContent>${run("Bound words.")}</w:sdtContent></w:sdt><w:smartTag w:element="CanaryPlace">${run("Tagged words.")}</w:smartTag></w:p>`,
  ].join("");
  const parts = ["word/comments.xml", "word/people.xml", "word/settings.xml", "customXml/item1.xml", "docProps/core.xml"];
  return buildZip({
    "[Content_Types].xml": types("word/document.xml application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", parts),
    ...properties("word/document.xml"),
    "word/document.xml": `${XML}<w:document ${WORD}><w:body>${body}<w:sectPr w:rsidR="00CA1234"/></w:body></w:document>`,
    "word/_rels/document.xml.rels": relationships(["comments", "comments.xml"], ["image", "media/image1.jpeg"], ["hyperlink", "https://example.org/law", "External"],
      ["hyperlink", "file:///C:/Users/canary/plan.docx", "External"], ["settings", "settings.xml"], ["people", "people.xml"], ["customXml", "../customXml/item1.xml"]),
    "word/comments.xml": `${XML}<w:comments ${WORD}><w:comment w:id="0" w:author="Canary Reviewer"><w:p>${run("Canary remark")}</w:p></w:comment></w:comments>`,
    "word/people.xml": `${XML}<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="Canary Person"/></w15:people>`,
    "word/settings.xml": `${XML}<w:settings ${WORD}><w:attachedTemplate r:id="rId1"/><w:trackRevisions/><w:rsids><w:rsid w:val="00CA1234"/></w:rsids><w:docVars><w:docVar w:name="Canary" w:val="Canary variable"/></w:docVars></w:settings>`,
    "word/_rels/settings.xml.rels": relationships(["attachedTemplate", "file:///C:/Users/canary/Normal.dotm", "External"]),
    "customXml/item1.xml": `${XML}<canary>Canary data</canary>`,
    "word/media/image1.jpeg": await readFixture("camera.jpg"),
    "word/orphan.xml": "<x>Canary orphan</x>",
  });
}

export async function dirtySheet(): Promise<Bytes> {
  const cell = (place: string, value: string): string => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = (rows: string, more = ""): string => `${XML}<worksheet ${SHEET} xr:uid="{CANARY-1}"><sheetData>${rows}</sheetData>${more}</worksheet>`;
  return buildZip({
    "[Content_Types].xml": types("xl/workbook.xml application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/comments1.xml"]),
    ...properties("xl/workbook.xml"),
    "xl/workbook.xml": `${XML}<workbook ${SHEET}><fileVersion lastEdited="7" rupBuild="CANARY"/><fileSharing userName="Canary User"/><x15ac:absPath url="C:\\Users\\canary\\"/><workbookPr codeName="CanaryBook"/>` +
      '<sheets><sheet name="Payments" sheetId="1" r:id="rId1"/><sheet name="Sources" sheetId="2" state="veryHidden" r:id="rId2"/></sheets><definedNames><definedName name="Rate" hidden="1">Payments!$A$1</definedName></definedNames></workbook>',
    "xl/_rels/workbook.xml.rels": relationships(["worksheet", "worksheets/sheet1.xml"], ["worksheet", "/xl/worksheets/sheet2.xml"], ["usernames", "revisions/userNames.xml"]),
    "xl/revisions/userNames.xml": "<users>Canary colleague</users>",
    "xl/worksheets/sheet1.xml": sheet(`<row r="1">${cell("A1", "Amount")}</row><row r="2" hidden="1"><c r="A2"><f>SUM(1,2)</f><v>3</v></c></row>`, '<pageSetup r:id="rId3"/><legacyDrawing r:id="rId2"/>'),
    "xl/worksheets/_rels/sheet1.xml.rels": relationships(["comments", "../comments1.xml"], ["vmlDrawing", "../drawings/vmlDrawing1.vml"], ["printerSettings", "../printerSettings/printerSettings1.bin"]),
    "xl/worksheets/sheet2.xml": sheet(`<row r="1">${cell("A1", "Shown again")}</row>`),
    "xl/comments1.xml": `${XML}<comments ${SHEET}><authors><author>Canary Reviewer</author></authors></comments>`,
    "xl/drawings/vmlDrawing1.vml": "<xml>Canary shape</xml>",
    "xl/printerSettings/printerSettings1.bin": Buffer.from("Canary printer", "utf16le"),
  });
}

export async function dirtySlides(): Promise<Bytes> {
  const text = (words: string): string => `<p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>${words}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld>`;
  return buildZip({
    "[Content_Types].xml": types("ppt/presentation.xml application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", ["ppt/slides/slide1.xml", "ppt/slides/slide2.xml", "ppt/notesSlides/notesSlide1.xml"]),
    ...properties("ppt/presentation.xml"),
    "ppt/presentation.xml": `${XML}<p:presentation ${SLIDE}><p:notesMasterIdLst><p:notesMasterId r:id="rId4"/></p:notesMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="rId1"/><p:sldId id="257" r:id="rId2"/></p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": relationships(["slide", "slides/slide1.xml"], ["slide", "slides/slide2.xml"], ["commentAuthors", "commentAuthors.xml"], ["notesMaster", "notesMasters/notesMaster1.xml"]),
    "ppt/slides/slide1.xml": `${XML}<p:sld ${SLIDE}>${text("First slide")}</p:sld>`,
    "ppt/slides/_rels/slide1.xml.rels": relationships(["notesSlide", "../notesSlides/notesSlide1.xml"], ["comments", "../comments/comment1.xml"]),
    "ppt/slides/slide2.xml": `${XML}<p:sld ${SLIDE} show="0">${text("Second slide")}</p:sld>`,
    "ppt/notesSlides/notesSlide1.xml": `<p:notes ${SLIDE}>${text("Canary speaker notes")}</p:notes>`,
    "ppt/notesMasters/notesMaster1.xml": `<p:notesMaster ${SLIDE}>${text("Canary master")}</p:notesMaster>`,
    "ppt/commentAuthors.xml": '<x name="Canary Reviewer"/>',
    "ppt/comments/comment1.xml": "<x>Canary remark</x>",
  });
}
