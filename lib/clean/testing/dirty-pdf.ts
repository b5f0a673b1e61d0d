/** A PDF with the word "Canary" in every place, besides its pages' text, where the format can hold something. */
import { buildPdf, packedStream, stream } from "./pdf-builder";
import { readFixture, type Bytes } from "./guarantees";

const XMP = '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
  '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>Canary XmpCreator</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>';
const UTF16 = "<FEFF00430061006E0061007200790020004E0061006D0065>"; // Canary Name
const TEXT = "BT /F1 24 Tf 40 200 Td (Visible words of page one) Tj ET\n% drawn by hand\n/Photo Do";
const square = (colour: string): Buffer => stream("/Type /XObject /Subtype /Form /BBox [0 0 50 50] /Resources << >>", `${colour} rg 0 0 50 50 re f`);

export async function dirtyPdf(): Promise<Bytes> {
  const photo = await readFixture("camera.jpg");
  const first = {
    1: "<< /Type /Catalog /Pages 2 0 R /Metadata 10 0 R /PieceInfo << /CanaryApp << /Private (Canary piece) >> >> /Lang (en) /OutputIntents [33 0 R]" +
      " /Names << /Dests << /Names [(top) [3 0 R /Fit] (gone) [9 0 R /Fit]] >> /JavaScript << /Names [(Canary script) 11 0 R] >> /EmbeddedFiles << /Names [(Canary.txt) 12 0 R] >> >>" +
      " /OpenAction 11 0 R /AA << /WC 11 0 R >> /AcroForm << /Fields [20 0 R 26 0 R] /XFA (Canary xfa) >> /Outlines 14 0 R /StructTreeRoot 16 0 R /MarkInfo << /Marked true >> >>",
    2: "<< /Type /Pages /Kids [3 0 R 8 0 R] /Count 2 /Resources << /Font << /F1 5 0 R >> /XObject << /Photo 6 0 R /Drawing 7 0 R >> >> >>",
    3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /LastModified (D:20240305CanaryPage) /Thumb 30 0 R /PieceInfo << /Canary << >> >>" +
      " /Metadata 10 0 R /AA << /O 11 0 R >> /VP [<< /Type /Viewport /Name (Canary map) >>] /CanaryKey (x) /Annots [20 0 R 21 0 R 22 0 R 23 0 R 24 0 R 25 0 R 26 0 R 27 0 R 28 0 R 29 0 R] /StructParents 0 >>",
    4: packedStream("", "BT /F1 24 Tf 40 200 Td (Canary words of an earlier version) Tj ET"),
    5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    6: stream("/Type /XObject /Subtype /Image /Width 16 /Height 16 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Metadata 10 0 R", photo),
    7: stream("/Type /XObject /Subtype /Form /BBox [0 0 10 10] /PTEX.FileName (/home/canary/plot.pdf) /PTEX.InfoDict << /Author (Canary plotter) >> /LastModified (Canary day) /PieceInfo << /Canary << >> >>", "0 0 5 5 re f"),
    8: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents [31 0 R 32 0 R] >>",
    9: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 13 0 R >>",
    10: stream("/Type /Metadata /Subtype /XML", XMP),
    11: "<< /S /JavaScript /JS (app.alert\\('Canary'\\)) >>",
    12: "<< /Type /Filespec /F (Canary.txt) /UF (Canary.txt) /Desc (Canary attachment) /EF << /F 34 0 R >> >>",
    13: packedStream("", "BT /F1 24 Tf (Canary words of a deleted page) Tj ET"),
    14: "<< /Type /Outlines /First 15 0 R /Last 15 0 R /Count 1 >>",
    15: "<< /Title (Chapter one) /Parent 14 0 R /A << /S /GoTo /D [3 0 R /Fit] /Next 11 0 R >> /CanaryKey (Canary bookmark) >>",
    16: "<< /Type /StructTreeRoot /K [17 0 R 18 0 R] >>",
    17: "<< /Type /StructElem /S /Figure /P 16 0 R /Pg 3 0 R /Alt (A photo of a street) /A [<< /O /UserProperties /P [<< /N (Canary) /V (Canary) >>] >>] /K [0 << /Type /OBJR /Obj 22 0 R >>] >>",
    18: "<< /Type /StructElem /S /Figure /P 16 0 R /Pg 9 0 R /Alt (Canary alternative of a deleted page) /ActualText (Canary actual) >>",
    20: "<< /Type /Annot /Subtype /Widget /FT /Tx /T (CanaryField) /V (Canary value) /TU (Canary help) /Rect [40 40 140 60] /F 4 /AP << /N 35 0 R >> /DA (/F1 12 Tf) >>",
    21: "<< /Type /Annot /Subtype /Link /Rect [0 0 10 10] /Border [0 0 0] /A << /S /URI /URI (https://example.org/law) >> /NM (Canary-link-id) /Contents (Canary link note) /M (D:20240101Canary) >>",
    22: `<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /T ${UTF16} /Contents (Canary note) /Popup 23 0 R /AP << /N 36 0 R >> >>`,
    23: "<< /Type /Annot /Subtype /Popup /Rect [10 10 90 90] /Parent 22 0 R /Contents (Canary popup) >>",
    24: "<< /Type /Annot /Subtype /FileAttachment /Rect [10 10 30 30] /FS 12 0 R /Contents (Canary file) /AP << /N 36 0 R >> >>",
    25: "<< /Type /Annot /Subtype /Link /Rect [0 0 10 10] /A << /S /URI /URI (file:///home/canary/plan.doc) >> >>",
    26: "<< /Type /Annot /Subtype /Widget /FT /Sig /T (CanarySignature) /V << /Type /Sig /Name (Canary Signer) /Contents <43616E617279> >> /Rect [0 0 0 0] /F 132 >>",
    27: "<< /Type /Annot /Subtype /Square /T (Canary Painter) /CreationDate (D:2024Canary) /Rect [200 200 250 250] /AP << /N 37 0 R >> >>",
    28: "<< /Type /Annot /Subtype /FreeText /T (Canary Hider) /F 2 /Contents (Canary hidden remark) /Rect [0 0 50 50] /AP << /N 36 0 R >> >>",
    29: "<< /Type /Annot /Subtype /Link /Rect [0 0 20 20] /Dest [8 0 R /Fit] >>",
    30: stream("/Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "Canary thumb"),
    31: packedStream("", "BT /F1 24 Tf 40 200 Td (Visible words of page two) Tj ET", "Canary behind the stream"),
    32: stream("/Filter /ASCII85Decode", "BOu!rDZ~>"),
    33: "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (Canary printer) >>",
    34: stream("/Type /EmbeddedFile", "Canary attached file"),
    35: stream("/Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F1 5 0 R >> >>", "BT /F1 12 Tf 2 5 Td (Filled in) Tj ET"),
    36: square("1 1 0"),
    37: square("0 0 0"),
    40: `<< /Author (Canary Author) /Title ${UTF16} /Creator (CanaryWriter) /Producer (CanaryLib) /CreationDate (D:20240305060708+03'00') /Company (Canary Inc) /CanaryKey (Canary custom) >>`,
  };
  const second = { 4: packedStream("", TEXT), 41: "<< /Canary (left behind) >>" };
  const pdf = buildPdf([first, second], "/Info 40 0 R /ID [<43616E617279> <43616E617279>]", "% Canary between objects\n");
  return Uint8Array.from(Buffer.concat([pdf, Buffer.from("Canary after the end\n")]));
}
